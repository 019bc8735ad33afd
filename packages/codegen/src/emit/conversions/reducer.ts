import { convertedValue } from '../../openapi/converted.ts'
import { type Document, resolve, type Schema, schemaName } from '../../openapi/document.ts'
import { isRecord } from '../../openapi/is-record.ts'
import { pointerTo, valueAt } from '../../openapi/json-pointer.ts'
import { unionKeywords } from '../../openapi/keywords.ts'
import { mappedValues } from '../types/discriminator.ts'

/** Reduces one schema. */
export class Reducer {
  readonly components = new Set<string>()
  readonly #document: Document
  readonly #names: ReadonlyMap<string, string>
  readonly #isConverted: (schema: unknown) => boolean
  readonly #followed = new Set<string>()

  constructor(
    document: Document,
    names: ReadonlyMap<string, string>,
    isConverted: (schema: unknown) => boolean,
  ) {
    this.#document = document
    this.#names = names
    this.#isConverted = isConverted
  }

  /** Returns what is left of a schema; undefined where it decides nothing. */
  reduce(node: unknown, isAlternative: boolean): Record<string, unknown> | undefined {
    if (!isRecord(node)) return undefined
    const schema = node as Schema
    if (!isAlternative && !this.#isConverted(schema)) return undefined
    const reduced = {
      ...(isAlternative && deciding(schema)),
      ...(convertedValue(schema) && { format: schema['format'] }),
      ...this.#reference(schema, isAlternative),
      ...this.#objectKeywords(schema, isAlternative),
      ...this.#itemKeywords(schema),
      ...this.#combined(schema, isAlternative),
    }
    return Object.keys(reduced).length > 0 ? reduced : undefined
  }

  #reference({ $ref }: Schema, isAlternative: boolean): object {
    if (typeof $ref !== 'string') return {}
    const name = schemaName({ $ref })
    if (name !== undefined) {
      this.components.add(name)
      return { $ref: pointerTo('$defs', this.#names.get(name) ?? name) }
    }
    // A reference into a component is written out.
    if (this.#followed.has($ref)) return {}
    this.#followed.add($ref)
    const target = this.reduce(valueAt(this.#document, $ref), isAlternative)
    this.#followed.delete($ref)
    return target ? { allOf: [target] } : {}
  }

  #objectKeywords(schema: Schema, isAlternative: boolean): object {
    const { additionalProperties } = schema
    const patterns = this.#map(schema['patternProperties'], isAlternative)
    const others = this.reduce(additionalProperties, false)
    // Declared properties are none of the others, also where nothing in them is converted.
    const isComplete = others !== undefined
    const properties = this.#map(schema['properties'], isAlternative, isComplete)
    return {
      ...(properties && { properties }),
      ...(patterns && { patternProperties: patterns }),
      ...(others && { additionalProperties: others }),
    }
  }

  #map(schemas: unknown, isAlternative: boolean, isComplete = false): object | undefined {
    if (!isRecord(schemas)) return undefined
    const entries = Object.entries(schemas).flatMap(([name, one]): [string, object][] => {
      const tag = isAlternative && isRecord(one) ? this.#tag(one as Schema) : undefined
      const reduced = this.reduce(one, false) ?? tag ?? (isComplete ? {} : undefined)
      return reduced ? [[name, reduced]] : []
    })
    return entries.length > 0 ? Object.fromEntries(entries) : undefined
  }

  #tag(property: Schema): object | undefined {
    const schema = resolve<Schema>(this.#document, property)
    if (!isRecord(schema)) return undefined
    if ('const' in schema) return { const: schema['const'] }
    return Array.isArray(schema['enum']) ? { enum: schema['enum'] } : undefined
  }

  #itemKeywords({ items, prefixItems }: Schema): object {
    const rest = this.reduce(items, false)
    const first = Array.isArray(prefixItems)
      ? prefixItems.map((one) => this.reduce(one, false) ?? {})
      : []
    const hasFirst = rest !== undefined || first.some((one) => Object.keys(one).length > 0)
    return {
      ...(first.length > 0 && hasFirst && { prefixItems: first }),
      ...(rest && { items: rest }),
    }
  }

  #combined(schema: Schema, isAlternative: boolean): object {
    const { allOf, then, else: otherwise } = schema
    const parts = [
      ...(Array.isArray(allOf) ? allOf : []).map((one) => this.reduce(one, isAlternative)),
      this.reduce(then, false),
      this.reduce(otherwise, false),
    ].filter((one) => one !== undefined)
    const unions = unionKeywords.map((keyword) => [keyword, this.#union(schema, keyword)] as const)
    return {
      ...(parts.length > 0 && { allOf: parts }),
      ...Object.fromEntries(unions.filter(([, union]) => union !== undefined)),
    }
  }

  #union(schema: Schema, keyword: (typeof unionKeywords)[number]): object[] | undefined {
    const alternatives = schema[keyword]
    if (!Array.isArray(alternatives)) return undefined
    const others = alternatives.filter((one) => !isNull(one))
    // Null needs no decision.
    const [only] = others
    if (others.length === 1) {
      const reduced = this.reduce(only, false)
      return reduced && [reduced]
    }
    return alternatives.map((one) => {
      const reduced = this.reduce(one, true) ?? {}
      const tag = mappedValues(this.#document, schema, one)
      if (!tag) return reduced
      return { allOf: [reduced, { properties: { [tag.name]: { enum: tag.values } } }] }
    })
  }
}

// What `ApplicableSchemas` of the runtime decides by.
function deciding({ type, required, const: only, enum: values }: Schema): object {
  return {
    ...(type !== undefined && { type }),
    ...(Array.isArray(required) && required.length > 0 && { required }),
    ...(only !== undefined && { const: only }),
    ...(Array.isArray(values) && { enum: values }),
  }
}

/** Returns whether a schema accepts null only. */
export const isNull = (schema: unknown) => isRecord(schema) && schema['type'] === 'null'
