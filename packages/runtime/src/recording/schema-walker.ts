import { isObject } from '../validation/values.ts'
import { entrySites, itemSites, memberOf } from './members.ts'
import {
  type Alternative,
  childPointer,
  type Member,
  type Position,
  type ResolvedSchema,
  type Site,
} from './position.ts'

const maxAlternatives = 64
const maxDepth = 32

// Unlike an empty schema it does not ask for a description.
const anything = { not: false }

class TooManyAlternatives extends Error {}

/** Finds the schemas of values in a bundled OpenAPI 3.0 or 3.1 document. */
export class SchemaWalker {
  readonly #document: unknown
  readonly #alternatives = new WeakMap<Position, readonly Alternative[]>()
  readonly #members = new WeakMap<readonly Alternative[], Map<string, Member>>()
  readonly #items = new WeakMap<readonly Alternative[], Position>()
  readonly #entries = new WeakMap<readonly Alternative[], Position>()

  constructor(document: object) {
    this.#document = document
  }

  /** Follows references from a node that is no schema: a parameter, a response. */
  resolve(node: unknown, pointer: string): ResolvedSchema {
    let current = { schema: isObject(node) ? node : {}, pointer }
    for (let hops = 0; hops < maxDepth && typeof current.schema['$ref'] === 'string'; hops += 1) {
      const target = this.#target(current.schema['$ref'])
      current = { schema: isObject(target.schema) ? target.schema : {}, pointer: target.pointer }
    }
    return current
  }

  /**
   * Returns the alternatives of a position. A position with too many of them accepts everything:
   * `{ not: false }`.
   */
  alternatives(position: Position): readonly Alternative[] {
    let alternatives = this.#alternatives.get(position)
    if (!alternatives) {
      alternatives = this.#expand(position)
      this.#alternatives.set(position, alternatives)
    }
    return alternatives
  }

  /** Returns what alternatives declare about a property. */
  member(alternatives: readonly Alternative[], name: string): Member {
    const known = this.#members.get(alternatives) ?? new Map<string, Member>()
    this.#members.set(alternatives, known)
    let member = known.get(name)
    if (!member) {
      member = memberOf(alternatives, name)
      // Other names are data of the traffic, and there is no limit to them.
      if (member.isDeclared) known.set(name, member)
    }
    return member
  }

  /** Returns the position of the items of an array. */
  items(alternatives: readonly Alternative[]): Position {
    const position = this.#items.get(alternatives) ?? alternatives.flatMap(itemSites)
    this.#items.set(alternatives, position)
    return position
  }

  /** Returns the position of the properties whose names are data. */
  entries(alternatives: readonly Alternative[]): Position {
    const position = this.#entries.get(alternatives) ?? alternatives.flatMap(entrySites)
    this.#entries.set(alternatives, position)
    return position
  }

  #expand(position: Position): readonly Alternative[] {
    try {
      const all = position.flatMap((sites) =>
        sites.reduce<Alternative[]>((whole, site) => cross(whole, this.#site(site, 0)), [[]]),
      )
      if (all.length <= maxAlternatives) return all
    } catch (error) {
      if (!(error instanceof TooManyAlternatives)) throw error
    }
    return [[{ schema: anything, pointer: position[0]?.[0]?.pointer ?? '#' }]]
  }

  #site({ schema, pointer }: Site, depth: number): Alternative[] {
    if (depth > maxDepth) throw new TooManyAlternatives()
    if (schema === false) return [[{ schema: { type: [] }, pointer }]]
    if (!isObject(schema)) return [[{ schema: {}, pointer }]]
    const inner = (site: Site) => this.#site(site, depth + 1)
    const arms = (key: string) =>
      Array.isArray(schema[key])
        ? schema[key].map((arm, index) => ({
            schema: arm as unknown,
            pointer: childPointer(pointer, key, index),
          }))
        : []
    let all: Alternative[] = [[{ schema, pointer }]]
    if (typeof schema['$ref'] === 'string') all = cross(all, inner(this.#target(schema['$ref'])))
    for (const part of arms('allOf')) all = cross(all, inner(part))
    for (const key of ['anyOf', 'oneOf']) {
      if (arms(key).length > 0) all = cross(all, arms(key).flatMap(inner))
    }
    if ('then' in schema || 'else' in schema) {
      const branches = ['then', 'else'].map((key) => ({
        schema: schema[key] ?? true,
        pointer: childPointer(pointer, key),
      }))
      all = cross(all, branches.flatMap(inner))
    }
    return all
  }

  #target(ref: string): Site {
    if (ref !== '#' && !ref.startsWith('#/')) return { schema: true, pointer: ref }
    let node = this.#document
    for (const part of ref.split('/').slice(1)) {
      const name = decoded(part).replaceAll('~1', '/').replaceAll('~0', '~')
      node = isObject(node) || Array.isArray(node) ? (node as never)[name] : undefined
    }
    return { schema: node, pointer: ref }
  }
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

function cross(left: readonly Alternative[], right: readonly Alternative[]): Alternative[] {
  if (left.length * right.length > maxAlternatives) throw new TooManyAlternatives()
  return left.flatMap((one) => right.map((other) => [...one, ...other]))
}
