import { pointerTo } from '../../../openapi/json-pointer.ts'
import type {
  ArrayKeywords,
  Discriminator,
  NumberKeywords,
  ObjectKeywords,
  SchemaNode,
  StringKeywords,
  TypeName,
} from './node.ts'
import { typeNames } from './node.ts'
import { regexLiteral } from './pattern.ts'
import { SchemaProblem } from './problem.ts'
import type { Located, SchemaResources } from './resources.ts'

type Keywords = Readonly<Record<string, unknown>>

/** Parses the schemas of a document, each once. */
export class SchemaParser {
  readonly resources: SchemaResources
  readonly #nodes = new Map<unknown, SchemaNode>()

  constructor(resources: SchemaResources) {
    this.resources = resources
  }

  parse(located: Located): SchemaNode {
    const { schema } = located
    const known = typeof schema === 'object' ? this.#nodes.get(schema) : undefined
    if (known) return known
    const node = this.#parse(located)
    this.#nodes.set(schema, node)
    return node
  }

  #parse({ schema, pointer, resource: parent }: Located): SchemaNode {
    const resource = this.resources.resourceOf(schema, parent)
    const isFalse = schema === false
    const base = { pointer, resource, weight: 1, isFalse, isFile: false, allOf: [] }
    if (typeof schema === 'boolean') return base
    if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) {
      throw new SchemaProblem('it is neither an object nor a boolean', pointer)
    }
    const keywords = schema as Keywords
    let weight = 1
    const inner = (path: string, one: unknown) => {
      const node = this.parse({ schema: one, pointer: `${pointer}/${path}`, resource })
      weight += node.weight
      return node
    }
    if (isEmpty(keywords['not'])) return { ...base, isFalse: true }
    const reader = new KeywordReader(keywords, pointer, inner)
    const types = reader.types()
    const isFile = keywords['format'] === 'binary' && types?.includes('string') === true
    const read = defined({
      types,
      enum: 'const' in keywords ? [keywords['const']] : reader.array('enum'),
      format: reader.string('format'),
      number: reader.numberKeywords(),
      string: reader.stringKeywords(),
      array: reader.arrayKeywords(),
      object: reader.objectKeywords(),
      allOf: reader.schemas('allOf') ?? [],
      anyOf: reader.schemas('anyOf'),
      oneOf: reader.schemas('oneOf'),
      not: reader.schema('not'),
      if: reader.schema('if'),
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      then: reader.schema('then'),
      else: reader.schema('else'),
      discriminator: reader.discriminator(),
      ref: reader.string('$ref'),
      dynamicRef: reader.string('$dynamicRef'),
    })
    return { ...base, isFile, weight, ...read }
  }
}

// A schema that every value matches.
function isEmpty(schema: unknown): boolean {
  return (
    schema === true ||
    (typeof schema === 'object' && schema !== null && Object.keys(schema).length === 0)
  )
}

class KeywordReader {
  readonly #keywords: Keywords
  readonly #pointer: string
  readonly #inner: (path: string, schema: unknown) => SchemaNode

  constructor(
    keywords: Keywords,
    pointer: string,
    inner: (path: string, schema: unknown) => SchemaNode,
  ) {
    this.#keywords = keywords
    this.#pointer = pointer
    this.#inner = inner
  }

  types(): TypeName[] | undefined {
    const value = this.#keywords['type']
    if (value === undefined) return undefined
    const names = [value].flat()
    const unknown = names.find((name) => !typeNames.includes(name as TypeName))
    if (unknown !== undefined || names.length === 0) {
      throw new SchemaProblem(`type ${JSON.stringify(value)} is not a type`, this.#pointer)
    }
    // Each integer is a number.
    return [...new Set(names as TypeName[])].filter(
      (name) => name !== 'integer' || !names.includes('number'),
    )
  }

  string(keyword: string): string | undefined {
    const value = this.#keywords[keyword]
    return typeof value === 'string' ? value : undefined
  }

  number(keyword: string): number | undefined {
    const value = this.#keywords[keyword]
    return typeof value === 'number' ? value : undefined
  }

  array(keyword: string): readonly unknown[] | undefined {
    const value = this.#keywords[keyword]
    return Array.isArray(value) ? value : undefined
  }

  #strings(value: unknown): readonly string[] {
    return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
  }

  schema(keyword: string): SchemaNode | undefined {
    const value = this.#keywords[keyword]
    return value === undefined ? undefined : this.#inner(keyword, value)
  }

  schemas(keyword: string): SchemaNode[] | undefined {
    return this.array(keyword)?.map((one, index) => this.#inner(`${keyword}/${index}`, one))
  }

  #entries(keyword: string): [name: string, value: unknown][] {
    const value = this.#keywords[keyword]
    return typeof value === 'object' && value !== null ? Object.entries(value) : []
  }

  #schemaMap(keyword: string): Map<string, SchemaNode> {
    const path = (name: string) => `${keyword}${pointerTo(name).slice(1)}`
    return new Map(
      this.#entries(keyword).map(([name, one]) => [name, this.#inner(path(name), one)]),
    )
  }

  discriminator(): Discriminator | undefined {
    const { propertyName, mapping = {} } = (this.#keywords['discriminator'] ?? {}) as {
      propertyName?: unknown
      mapping?: Record<string, string>
    }
    return typeof propertyName === 'string' ? { propertyName, mapping } : undefined
  }

  numberKeywords(): NumberKeywords | undefined {
    return present({
      minimum: this.number('minimum'),
      maximum: this.number('maximum'),
      exclusiveMinimum: this.number('exclusiveMinimum'),
      exclusiveMaximum: this.number('exclusiveMaximum'),
      multipleOf: this.number('multipleOf') || undefined,
    })
  }

  stringKeywords(): StringKeywords | undefined {
    const source = this.string('pattern')
    return present({
      minLength: this.number('minLength') || undefined,
      maxLength: this.number('maxLength'),
      pattern:
        source === undefined ? undefined : { source, literal: regexLiteral(source, this.#pointer) },
    })
  }

  arrayKeywords(): ArrayKeywords | undefined {
    // Before draft 2020-12 an array of schemas was for the first items.
    const isTuple = Array.isArray(this.#keywords['items'])
    const keywords = present({
      minItems: this.number('minItems') || undefined,
      maxItems: this.number('maxItems'),
      uniqueItems: this.#keywords['uniqueItems'] === true || undefined,
      prefixItems: this.schemas(isTuple ? 'items' : 'prefixItems'),
      items: this.schema(isTuple ? 'additionalItems' : 'items'),
      contains: this.schema('contains'),
      minContains: this.number('minContains'),
      maxContains: this.number('maxContains'),
      unevaluatedItems: this.schema('unevaluatedItems'),
    })
    return keywords && { uniqueItems: false, prefixItems: [], ...keywords }
  }

  objectKeywords(): ObjectKeywords | undefined {
    const patterns = [...this.#schemaMap('patternProperties')].map(([source, node]) => ({
      literal: regexLiteral(source, node.pointer),
      node,
    }))
    const dependentRequired = new Map(
      this.#entries('dependentRequired').map(([name, names]) => [name, this.#strings(names)]),
    )
    const required = [...new Set(this.#strings(this.#keywords['required']))]
    const maps = {
      required,
      properties: this.#schemaMap('properties'),
      patternProperties: patterns,
      dependentRequired,
      dependentSchemas: this.#schemaMap('dependentSchemas'),
    }
    const others = present({
      additionalProperties: this.schema('additionalProperties'),
      propertyNames: this.schema('propertyNames'),
      minProperties: this.number('minProperties') || undefined,
      maxProperties: this.number('maxProperties'),
      unevaluatedProperties: this.schema('unevaluatedProperties'),
    })
    const isEmpty =
      required.length + patterns.length === 0 &&
      [maps.properties, dependentRequired, maps.dependentSchemas].every(({ size }) => size === 0)
    return isEmpty && !others ? undefined : { ...maps, ...others }
  }
}

/** The properties of `T` that are not undefined. */
type Defined<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>
}

function defined<T extends object>(values: T): Defined<T> {
  const result: Record<string, unknown> = {}
  for (const name in values) if (values[name] !== undefined) result[name] = values[name]
  return result as Defined<T>
}

// Undefined where no property is defined.
function present<T extends object>(values: T): Defined<T> | undefined {
  const result = defined(values)
  return Object.keys(result).length > 0 ? result : undefined
}
