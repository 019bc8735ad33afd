import { convertedValue, mayConvert } from '../../openapi/converted.ts'
import { type Document, type Schema, schemaName, schemaPointer } from '../../openapi/document.ts'
import { isRecord } from '../../openapi/is-record.ts'
import { valueAt } from '../../openapi/json-pointer.ts'
import {
  combinationKeywords,
  schemaKeywords,
  schemaListKeywords,
  schemaMapKeywords,
  unionKeywords,
} from '../../openapi/keywords.ts'
import { isNull, Reducer } from './reducer.ts'

/** A format whose values are converted. */
export type ConvertedFormat = 'date' | 'date-time' | 'int64' | 'uint64'

/** A schema that is left of one of the contract, and the components that it refers to. */
export interface ConversionSchema {
  readonly schema: object
  readonly components: ReadonlySet<string>
}

/**
 * Reduces the schemas of a contract to where they have dates and integers that are converted, and
 * to what decides between the alternatives of a union.
 */
export class ConversionSchemas {
  readonly #document: Document
  readonly #names: ReadonlyMap<string, string>
  /** Formats in each component, also through its references. */
  readonly #formats = new Map<string, ReadonlySet<ConvertedFormat>>()
  /** Components that are alternatives of a union. */
  readonly #alternatives: ReadonlySet<string>
  // The walks over all schemas take long, and in most documents they find nothing.
  readonly #mayConvert: boolean

  /** @param names - The names of the conversions of components. */
  constructor(document: Document, names: ReadonlyMap<string, string>) {
    this.#document = document
    this.#names = names
    this.#mayConvert = mayConvert(document)
    this.#alternatives = this.#mayConvert ? alternativeComponents(document) : new Set()
    if (!this.#mayConvert) return
    for (const name of Object.keys(document.components?.schemas ?? {})) {
      this.#formats.set(name, this.#find({ $ref: schemaPointer(name) }))
    }
  }

  /** Returns the formats in a component whose values are converted. */
  componentFormats(name: string): ReadonlySet<ConvertedFormat> {
    return this.#formats.get(name) ?? new Set()
  }

  /** Returns the formats in a schema whose values are converted. */
  formats(schema: unknown): ReadonlySet<ConvertedFormat> {
    if (!this.#mayConvert) return new Set()
    const name = isRecord(schema) ? schemaName(schema as Schema) : undefined
    return (name === undefined ? undefined : this.#formats.get(name)) ?? this.#find(schema)
  }

  #find(schema: unknown): ReadonlySet<ConvertedFormat> {
    const found = new Set<ConvertedFormat>()
    const seen = new Set<unknown>()
    const visit = (node: unknown) => {
      if (!isRecord(node) || seen.has(node)) return
      seen.add(node)
      if (convertedValue(node as Schema)) found.add(node['format'] as ConvertedFormat)
      const { $ref } = node
      const name = typeof $ref === 'string' ? schemaName({ $ref }) : undefined
      const known = name === undefined ? undefined : this.#formats.get(name)
      if (known) for (const format of known) found.add(format)
      else if (typeof $ref === 'string') visit(valueAt(this.#document, $ref))
      for (const inner of innerSchemas(node)) visit(inner)
    }
    visit(schema)
    return found
  }

  /** Returns what is left of a component. */
  component(name: string): ConversionSchema {
    const schema = this.#document.components?.schemas?.[name]
    return this.#reduce(schema, this.#alternatives.has(name))
  }

  /** Returns what is left of a schema; undefined where nothing in it is converted. */
  reduced(schema: unknown): ConversionSchema | undefined {
    return this.formats(schema).size > 0 ? this.#reduce(schema, false) : undefined
  }

  #reduce(schema: unknown, isAlternative: boolean): ConversionSchema {
    const reducer = new Reducer(this.#document, this.#names, (one) => this.formats(one).size > 0)
    return {
      schema: reducer.reduce(schema, isAlternative) ?? {},
      components: reducer.components,
    }
  }
}

function innerSchemas(node: Readonly<Record<string, unknown>>): unknown[] {
  return [
    ...schemaKeywords.map((keyword) => node[keyword]),
    ...schemaListKeywords.flatMap((keyword) => node[keyword]),
    ...schemaMapKeywords.flatMap((keyword) => Object.values((node[keyword] ?? {}) as object)),
  ]
}

function alternativeComponents(document: Document): Set<string> {
  const found = new Set<string>()
  const add = (node: unknown) => {
    if (!isRecord(node)) return
    const name = schemaName(node as Schema)
    if (name !== undefined && found.has(name)) return
    if (name !== undefined) {
      found.add(name)
      add(document.components?.schemas?.[name])
    }
    for (const keyword of combinationKeywords) for (const one of [node[keyword]].flat()) add(one)
  }
  const visit = (node: unknown) => {
    if (Array.isArray(node)) node.forEach(visit)
    else if (isRecord(node)) {
      for (const keyword of unionKeywords) {
        const alternatives = [node[keyword]].flat().filter((one) => !isNull(one))
        if (alternatives.length > 1) alternatives.forEach(add)
      }
      Object.values(node).forEach(visit)
    }
  }
  visit(document)
  return found
}
