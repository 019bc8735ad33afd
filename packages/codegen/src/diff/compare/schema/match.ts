import { stripAnnotations } from '../../../emit/validators/strip-annotations.ts'
import type { Schema } from '../../../openapi/document.ts'
import type { Pair } from '../located.ts'
import type { Arm } from './arm.ts'
import { isOfKind } from './print-schema.ts'

/** The alternatives of a schema in both contracts, paired where they are the same alternative. */
export interface MatchedArms {
  pairs: Pair<Arm>[]
  removed: Arm[]
  added: Arm[]
}

/** Pairs alternatives: first equal ones, then the most similar. */
export function matchArms(before: readonly Arm[], after: readonly Arm[]): MatchedArms {
  const matching = new Matching(before, after)
  matching.pairWhere((one, other) => signature(one) === signature(other))
  matching.pairWhere((one, other) => discriminates(one, other))
  matching.pairMostSimilar()
  matching.pairWhere((one, other) => one.kind !== 'object' && hasEnum(one) === hasEnum(other))
  matching.pairWhere((one) => one.kind !== 'object')
  if (before.length <= 2 && after.length <= 2) matching.pairOnlyObjects()
  return matching.result()
}

class Matching {
  readonly #pairs: Pair<Arm>[] = []
  readonly #before: Set<Arm>
  readonly #after: Set<Arm>

  constructor(before: readonly Arm[], after: readonly Arm[]) {
    this.#before = new Set(before)
    this.#after = new Set(after)
  }

  pairWhere(matches: (before: Arm, after: Arm) => boolean): void {
    for (const before of this.#before) {
      for (const after of this.#after) {
        if (before.kind !== after.kind || !matches(before, after)) continue
        this.#pair(before, after)
        break
      }
    }
  }

  pairMostSimilar(): void {
    const candidates = [...this.#before].flatMap((before) =>
      [...this.#after]
        .filter(({ kind }) => kind === 'object' && before.kind === 'object')
        .map((after) => ({ before, after, score: similarity(before, after) })),
    )
    for (const { before, after, score } of candidates.sort((a, b) => b.score - a.score)) {
      if (score >= 0.3 && this.#before.has(before) && this.#after.has(after))
        this.#pair(before, after)
    }
  }

  // What is left of `Customer | null` is the same value, however different it is.
  pairOnlyObjects(): void {
    const only = [this.#before, this.#after].map((arms) =>
      [...arms].filter(({ kind }) => kind === 'object'),
    )
    const [before = [], after = []] = only
    if (before.length === 1 && after.length === 1 && before[0] && after[0])
      this.#pair(before[0], after[0])
  }

  result(): MatchedArms {
    return { pairs: this.#pairs, removed: [...this.#before], added: [...this.#after] }
  }

  #pair(before: Arm, after: Arm): void {
    this.#before.delete(before)
    this.#after.delete(after)
    this.#pairs.push({ before, after })
  }
}

const signatures = new WeakMap<Arm, string>()

// Each alternative is compared with all others.
function signature(arm: Arm): string {
  const known = signatures.get(arm)
  if (known !== undefined) return known
  const { kind, keywords, properties } = arm
  const schemas = [...properties].map(([name, { schema }]) => [name, schema.value])
  const json = JSON.stringify([kind, stripAnnotations(keywords), schemas])
  signatures.set(arm, json)
  return json
}

function hasEnum(arm: Arm): boolean {
  return enumOf(arm) !== undefined
}

// Two objects with the same constant in one property are the same alternative of a union.
function discriminates(one: Arm, other: Arm): boolean {
  if (one.kind !== 'object') return false
  const constants = constantsOf(one)
  const others = constantsOf(other)
  return [...constants].some(([name, value]) => others.get(name) === value)
}

function constantsOf({ properties }: Arm): Map<string, string> {
  const constants = new Map<string, string>()
  for (const [name, { schema }] of properties) {
    const { const: constant, enum: values } = schema.value
    if (constant !== undefined) constants.set(name, JSON.stringify(constant))
    else if (Array.isArray(values) && values.length === 1)
      constants.set(name, JSON.stringify(values[0]))
  }
  return constants
}

function similarity(one: Arm, other: Arm): number {
  const names = new Set(one.properties.keys())
  const others = [...other.properties.keys()]
  const shared = others.filter((name) => names.has(name)).length
  return shared / Math.max(1, names.size + others.length - shared)
}

/** Returns whether alternatives accept a value of an enum, or all values of a type. */
export function covers(arms: readonly Arm[], kind: Arm['kind'], value?: unknown): boolean {
  return arms.some((arm) => {
    const values = enumOf(arm)
    if (arm.kind === 'any') return values === undefined
    if (arm.kind !== kind) return false
    if (values !== undefined) return value !== undefined && values.includes(value)
    return value === undefined || isWithinBounds(arm.keywords, value)
  })
}

function isWithinBounds(keywords: Schema, value: unknown): boolean {
  const { pattern, minLength = 0, maxLength = Number.POSITIVE_INFINITY } = keywords
  if (typeof value === 'string') {
    const isMatched = typeof pattern !== 'string' || matchesPattern(pattern, value)
    return isMatched && value.length >= Number(minLength) && value.length <= Number(maxLength)
  }
  if (typeof value !== 'number') return true
  const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = keywords
  return value >= Number(minimum) && value <= Number(maximum)
}

function matchesPattern(pattern: string, value: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(value)
  } catch {
    return true
  }
}

/** Returns the values that an alternative is restricted to; undefined if it is open. */
export function enumOf(arm: Arm): unknown[] | undefined {
  const values = arm.keywords['enum']
  return Array.isArray(values) ? values.filter((value) => isOfKind(value, arm)) : undefined
}
