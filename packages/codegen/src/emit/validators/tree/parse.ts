import type { Located, SchemaResources } from '../../../openapi/schema-resources.ts'
import { defined } from './defined.ts'
import { KeywordReader, type Keywords } from './keyword-reader.ts'
import type { SchemaNode } from './node.ts'
import { SchemaProblem } from './schema-problem.ts'

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
