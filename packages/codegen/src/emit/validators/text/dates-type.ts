import { key, lineWidth } from '../../print.ts'
import type { ValidatorEntry } from '../plan.ts'
import { namedSchema, referencedNames } from './json-schema.ts'

type Named = ReadonlyMap<string, ValidatorEntry>
type NameOf = (entry: ValidatorEntry) => string

/** Types that name the properties of schemas that are dates. */
export class DatesTypes {
  readonly #named: Named
  readonly #withDates: ReadonlySet<ValidatorEntry>

  constructor(named: Named) {
    this.#named = named
    this.#withDates = this.#find()
  }

  /**
   * Returns the declaration of the type for a schema; an empty string where the schema has no
   * dates.
   */
  declaration({ name, schema }: ValidatorEntry, nameOf: NameOf): string {
    const type = this.#type(schema, nameOf)
    if (type === undefined) return ''
    const comment = `/** The properties of {@link ${name}} that are dates. */\n`
    if (type.startsWith('{')) return `${comment}export interface ${name}Dates ${type}\n\n`
    const alias = `export type ${name}Dates = ${type}`
    const lines = alias.length > lineWidth ? alias.replaceAll(' & ', ' &\n  ') : alias
    return `${comment}${lines}\n\n`
  }

  // The schemas that contain dates themselves, then those that refer to them.
  #find(): Set<ValidatorEntry> {
    const referring = new Map<ValidatorEntry, ValidatorEntry[]>()
    for (const entry of this.#named.values()) {
      for (const other of referencedNames(entry.schema, this.#named)) {
        referring.set(other, [...(referring.get(other) ?? []), entry])
      }
    }
    const found = new Set<ValidatorEntry>()
    const pending = [...this.#named.values()]
    for (let entry = pending.shift(); entry; entry = pending.shift()) {
      const type = found.has(entry) ? undefined : this.#type(entry.schema, () => 'Named', found)
      if (type === undefined) continue
      found.add(entry)
      pending.push(...(referring.get(entry) ?? []))
    }
    return found
  }

  #type(
    node: unknown,
    nameOf: NameOf,
    found: ReadonlySet<ValidatorEntry> = this.#withDates,
    indent = '',
  ): string | undefined {
    if (typeof node !== 'object' || node === null) return undefined
    const named = namedSchema(node, this.#named)
    if (named) return found.has(named) ? nameOf(named) : undefined
    const { format, type, properties, items, allOf, anyOf, oneOf } = node as Schema
    const isString = type === undefined || [type].flat().includes('string')
    if (isString && (format === 'date' || format === 'date-time')) return 'Date'
    const inner = (one: unknown, depth = indent) => this.#type(one, nameOf, found, depth)
    const members = Object.entries(properties ?? {}).flatMap(([name, property]) => {
      const text = inner(property, `${indent}  `)
      return text === undefined ? [] : [`${indent}  readonly ${key(name)}: ${text}\n`]
    })
    const item = Array.isArray(items) ? undefined : inner(items)
    const combined = [allOf, anyOf, oneOf].flatMap((schemas) => schemas ?? [])
    const types = [
      members.length > 0 ? `{\n${members.join('')}${indent}}` : undefined,
      item === undefined ? undefined : `readonly ${item.includes(' ') ? `(${item})` : item}[]`,
      ...combined.map((one) => inner(one)),
    ].filter((text) => text !== undefined)
    return types.length > 0 ? [...new Set(types)].join(' & ') : undefined
  }
}

interface Schema {
  readonly format?: unknown
  readonly type?: unknown
  readonly properties?: Readonly<Record<string, unknown>>
  readonly items?: unknown
  readonly allOf?: readonly unknown[]
  readonly anyOf?: readonly unknown[]
  readonly oneOf?: readonly unknown[]
}
