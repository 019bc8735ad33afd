import { convertedValue } from '../../../openapi/converted.ts'
import type { Schema } from '../../../openapi/document.ts'
import { pointerTo } from '../../../openapi/json-pointer.ts'
import { present } from './defined.ts'
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
import { regexLiteral } from './schema-pattern.ts'
import { SchemaProblem } from './schema-problem.ts'

/** The keywords of a schema object. */
export type Keywords = Readonly<Record<string, unknown>>

/** Reads the keywords of one schema with their types. What has another type restricts nothing. */
export class KeywordReader {
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
    const unknown = names.find((name) => !(typeNames as readonly unknown[]).includes(name))
    if (unknown !== undefined || names.length === 0) {
      throw new SchemaProblem(`type ${JSON.stringify(value)} is not a type`, this.#pointer)
    }
    // Each integer is a number.
    const types = [...new Set(names as TypeName[])].filter(
      (name) => name !== 'integer' || !names.includes('number'),
    )
    const converted = this.#convertedType()
    return converted ? types.map((type) => (type === 'null' ? type : converted)) : types
  }

  #convertedType(): TypeName | undefined {
    const value = convertedValue(this.#keywords as Schema)
    return value === 'bigint' ? (this.#keywords['format'] as 'int64' | 'uint64') : value
  }

  /** The format of a value that is as in JSON. */
  format(): string | undefined {
    return this.#convertedType() ? undefined : this.string('format')
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
    if (this.#convertedType() === 'Date') return undefined
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
