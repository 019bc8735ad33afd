import {
  type Alternative,
  alternativesOfKind,
  countOf,
  type ObjectShape,
  type Position,
  type SchemaWalker,
  type Shape,
  type ValueKind,
} from '@returning-kit/runtime/recording'
import { escapePointer } from '../../openapi/json-pointer.ts'
import { annotationKeywords, combiningKeywords } from '../../openapi/keywords.ts'
import type { FindingSink, Place } from '../finding.ts'
import { declaredValues, isPossible, missingNames } from './object-rules.ts'

/** Judges the shapes of one part of a call by the schemas of the contract. */
export class ShapeJudge {
  readonly #walker: SchemaWalker
  readonly #sink: FindingSink
  readonly #place: Omit<Place, 'pointer'>

  constructor(walker: SchemaWalker, sink: FindingSink, place: Omit<Place, 'pointer'>) {
    this.#walker = walker
    this.#sink = sink
    this.#place = place
  }

  /** Judges a shape, and reports each difference with its pointer. */
  judge(shape: Shape, position: Position, pointer: string): void {
    if (position.length === 0) return
    for (const site of position.flat()) this.#sink.see(site.pointer)
    const all = this.#walker.alternatives(position)
    for (const { pointer: own } of all.flat()) this.#sink.see(own)
    if (all.some(isUntyped)) {
      this.#untyped(shape, all, position, pointer)
      return
    }
    for (const kind of Object.keys(shape) as ValueKind[]) {
      const alternatives = alternativesOfKind(all, kind)
      if (alternatives.length === 0) {
        const expected = describeKinds(all)
        this.#contradict(shape, kind, { keyword: 'type', expected, position, pointer })
        continue
      }
      this.#judgeFailures(shape, kind, position, pointer)
      if (kind === 'array') this.#judgeArray(shape, alternatives, position, pointer)
      if (kind === 'object' && shape.object) {
        this.#judgeObject(shape.object, alternatives, position, pointer)
      }
    }
  }

  #untyped(
    shape: Shape,
    owner: readonly Alternative[],
    ownerPosition: Position,
    pointer: string,
  ): void {
    const count = countOf(shape) - (shape.null?.count ?? 0)
    if (count === 0) return
    const place = { ...this.#place, pointer, name: undefined, isForbidden: false }
    this.#sink.addMember({ ...place, count, calls: 1, owner, ownerPosition, shape })
  }

  #contradict(
    shape: Shape,
    kind: ValueKind,
    rule: { keyword: string; expected: string; position: Position; pointer: string },
    count = shape[kind]?.count ?? 1,
    received: string = kind,
  ): void {
    const own = { [kind]: shape[kind] } as Shape
    this.#sink.contradict({ ...this.#place, ...rule, received, count, shape: own })
  }

  // Evidence holds only failures of keywords that the contract still has.
  #judgeFailures(shape: Shape, kind: ValueKind, position: Position, pointer: string): void {
    const scalar = kind === 'array' || kind === 'object' ? undefined : shape[kind]
    for (const [keyword, counts] of Object.entries(scalar?.fails ?? {})) {
      for (const [expected, count] of Object.entries(counts)) {
        this.#contradict(shape, kind, { keyword, expected, position, pointer }, count)
      }
    }
  }

  #judgeArray(
    shape: Shape,
    alternatives: readonly Alternative[],
    position: Position,
    pointer: string,
  ): void {
    const { array } = shape
    if (!array) return
    const least = Math.min(...alternatives.map((schemas) => lengthLimit(schemas, 'minItems', 0)))
    const most = Math.max(
      ...alternatives.map((schemas) => lengthLimit(schemas, 'maxItems', Infinity)),
    )
    const judgeLength = (keyword: string, length: number, limit: number, isWithin: boolean) => {
      if (isWithin) return
      const rule = { keyword, expected: `${limit}`, position, pointer }
      this.#contradict(shape, 'array', rule, 1, `array of ${length}`)
    }
    judgeLength('minItems', array.minItems, least, array.minItems >= least)
    judgeLength('maxItems', array.maxItems, most, array.maxItems <= most)
    if (array.items) this.judge(array.items, this.#walker.items(alternatives), `${pointer}/*`)
  }

  #judgeObject(
    object: ObjectShape,
    viable: readonly Alternative[],
    position: Position,
    pointer: string,
  ): void {
    const possible = viable.filter((schemas) => isPossible(schemas, object))
    // The same array if all are possible, as the walker remembers what is inside of it.
    const alternatives =
      possible.length === viable.length || possible.length === 0 ? viable : possible
    const missing = missingNames(object, alternatives, this.#walker, this.#place.part)
    for (const [name, count] of missing) {
      const rule = { keyword: 'required', expected: name, position, pointer }
      this.#contradict({ object }, 'object', rule, count, 'nothing')
    }
    for (const [name, inner] of Object.entries(object.properties ?? {})) {
      const at = `${pointer}/${escapePointer(name)}`
      const member = this.#walker.member(alternatives, name)
      if (member.isDeclared || member.isEntry) this.judge(inner, member.position, at)
      else {
        this.#sink.addMember({
          ...this.#place,
          pointer: at,
          name,
          count: countOf(inner),
          calls: 1,
          owner: alternatives,
          ownerPosition: position,
          isForbidden: member.isForbidden,
          shape: inner,
        })
      }
    }
    if (object.entries) this.#judgeEntries(object.entries, alternatives, position, pointer)
  }

  #judgeEntries(
    shape: Shape,
    owner: readonly Alternative[],
    ownerPosition: Position,
    pointer: string,
  ): void {
    const position = this.#walker.entries(owner)
    const at = `${pointer}/*`
    if (position.length > 0) {
      this.judge(shape, position, at)
      return
    }
    const { isForbidden } = this.#walker.member(owner, '')
    const member = { ...this.#place, pointer: at, name: '*', isForbidden, shape }
    this.#sink.addMember({ ...member, count: countOf(shape), calls: 1, owner, ownerPosition })
  }
}

/** Returns the kinds that alternatives accept, in words. */
function describeKinds(alternatives: readonly Alternative[]): string {
  const kinds = alternatives.flatMap((schemas) => {
    const { schema } = schemas.find((one) => one.schema['type'] !== undefined) ?? {}
    if (!schema) return schemas.flatMap((one) => declaredValues(one.schema) ?? [])
    const types = [schema['type'] ?? []].flat().map(String)
    return schema['nullable'] === true ? [...types, 'null'] : types
  })
  return [...new Set(kinds)].join(' or ') || 'nothing'
}

// What references and unions lead to are schemas of the alternative, too.
const withoutType = new Set<string>([
  ...annotationKeywords,
  ...combiningKeywords,
  'readOnly',
  'writeOnly',
])

function isUntyped(schemas: Alternative): boolean {
  return schemas.every(({ schema }) =>
    Object.keys(schema).every((key) => withoutType.has(key) || key.startsWith('x-')),
  )
}

function lengthLimit(schemas: Alternative, keyword: 'minItems' | 'maxItems', none: number): number {
  const limits = schemas.flatMap(({ schema }) => Number(schema[keyword] ?? none))
  return keyword === 'minItems' ? Math.max(...limits) : Math.min(...limits)
}
