import type { Document, Schema } from '../../../openapi/document.ts'
import { valueAt } from '../../../openapi/json-pointer.ts'
import type { ChangedComponents } from '../changed-components.ts'
import { type Findings, Scope } from '../findings.ts'
import { componentName, type Located, type Pair } from '../located.ts'
import { compareAlternatives } from './alternatives.ts'
import type { Arm } from './arm.ts'
import { armsOf } from './arms.ts'
import { compareArrays } from './arrays.ts'
import { compareBounds } from './bounds.ts'
import { compareAnnotations } from './compare-annotations.ts'
import { matchArms } from './match.ts'
import { compareObjects } from './objects.ts'
import type { Comparator, Site, SiteFinding } from './site.ts'
import { soleReference, unwrap } from './unwrap.ts'

/** What all comparisons of two contracts share. */
export interface ComparedContracts {
  readonly documents: Pair<Document>
  readonly changed: ChangedComponents
  readonly findings: Findings
}

// How often two different components are compared in one scope, at different places.
const maximumComparisons = 5

/**
 * Compares schemas by what they accept. Each component is compared once per direction, and its
 * findings reach every function that uses it. The comparison continues after a difference.
 */
export class SchemaComparator implements Comparator {
  readonly #contracts: ComparedContracts
  readonly #components = new Map<string, Scope>()
  readonly #active = new Set<string>()
  readonly #comparisons = new Map<string, number>()
  readonly #scopeNumbers = new Map<Scope, number>()

  constructor(contracts: ComparedContracts) {
    this.#contracts = contracts
  }

  get documents(): Pair<Document> {
    return this.#contracts.documents
  }

  get changed(): ChangedComponents {
    return this.#contracts.changed
  }

  /** Compares one schema in both contracts. */
  compare(schemas: Pair<Located<Schema>>, site: Site): void {
    const { changed } = this.#contracts
    const before = unwrap(schemas.before)
    const after = unwrap(schemas.after)
    if (!changed.differs(schemas.before.value, schemas.after.value)) return
    const [from, to] = [soleReference(before), soleReference(after)]
    const isSame = from !== undefined && to !== undefined && this.isSameComponent(from, to)
    compareAnnotations(this, schemas, site, isSame)
    if (isSame) {
      this.#compareComponents(from, to, site)
      return
    }
    const key = `${this.#numberOf(site.scope)} ${site.direction} ${before.pointer} ${after.pointer}`
    const comparisons = this.#comparisons.get(key) ?? 0
    // Recursive schemas end here, and so does a pair that many properties have.
    if (this.#active.has(key) || comparisons >= maximumComparisons) return
    this.#comparisons.set(key, comparisons + 1)
    this.#active.add(key)
    this.#compareArms({ before, after }, site)
    this.#active.delete(key)
  }

  /** Adds a finding at a site. */
  add(site: Site, finding: SiteFinding): void {
    const { scope, direction, isShared = false, topic } = site
    const { place = site.place, ...rest } = finding
    this.#contracts.findings.add(scope, {
      direction,
      ...(topic && { topic }),
      ...rest,
      place: withoutEnvelope(place, site.payload),
      isShared,
    })
  }

  /** Compares a component on its own, as a value that callers read. */
  compareComponent(schemas: Pair<Located<Schema>>, scope: Scope): void {
    const place = componentName(schemas.after.pointer) ?? schemas.after.pointer
    this.compare(schemas, { scope, place, direction: 'response', isShared: true })
  }

  /** Fewer accepted values break callers; fewer returned values do not. */
  addNarrowed(site: Site, arms: Pair<string>, predicate: string): void {
    const isRequest = site.direction === 'request'
    const rule = isRequest ? 'accepts-less' : 'returns-less'
    this.add(site, { rule, bump: isRequest ? 'major' : 'minor', predicate, ...arms })
  }

  /** More returned values break callers; more accepted values do not. */
  addWidened(site: Site, arms: Pair<string>, predicate: string): void {
    const isRequest = site.direction === 'request'
    const rule = isRequest ? 'accepts-more' : 'returns-more'
    this.add(site, { rule, bump: isRequest ? 'minor' : 'major', predicate, ...arms })
  }

  /** Returns whether two pointers are one component, which may have been renamed. */
  isSameComponent(before: string, after: string): boolean {
    if (before === after) return true
    const { documents } = this.#contracts
    return (
      valueAt(documents.after, before) === undefined &&
      valueAt(documents.before, after) === undefined
    )
  }

  /** Compares what two alternatives of one type accept. */
  compareArm(arms: Pair<Arm>, site: Site): void {
    const { before, after } = arms
    const pointers = { before: before.pointer, after: after.pointer }
    const differ = (one: unknown, other: unknown) => this.changed.differsInTypes(one, other)
    const bounds = compareBounds(before.keywords, after.keywords, differ)
    for (const { isTightened, predicate } of bounds) {
      const isBreaking = isTightened && site.direction === 'request'
      const rule = isTightened ? 'bound-tightened' : 'bound-loosened'
      this.add(site, { rule, bump: isBreaking ? 'major' : 'patch', predicate, ...pointers })
    }
    if (before.kind === 'object') compareObjects(this, arms, site)
    if (before.kind === 'array') compareArrays(this, arms, site)
  }

  #compareArms(schemas: Pair<Located<Schema>>, site: Site): void {
    const arms = {
      before: armsOf(this.documents.before, schemas.before),
      after: armsOf(this.documents.after, schemas.after),
    }
    const shared = this.#sharedComponents(arms)
    for (const [before, after] of shared) this.#compareComponents(before, after, site)
    const sharedAfter = new Set(shared.values())
    const matched = matchArms(
      arms.before.filter(({ ref }) => ref === undefined || !shared.has(ref)),
      arms.after.filter(({ ref }) => ref === undefined || !sharedAfter.has(ref)),
    )
    compareAlternatives(this, { schemas, arms, matched }, site)
    for (const pair of matched.pairs) this.compareArm(pair, site)
  }

  // Components among the alternatives of both sides. Each of them is compared on its own.
  #sharedComponents(arms: Pair<readonly Arm[]>): Map<string, string> {
    const refs = (side: readonly Arm[]) => [...new Set(side.flatMap(({ ref }) => ref ?? []))]
    const after = refs(arms.after)
    return new Map(
      refs(arms.before).flatMap((ref) => {
        const same = after.find((other) => this.isSameComponent(ref, other))
        return same === undefined ? [] : [[ref, same] as const]
      }),
    )
  }

  #compareComponents(before: string, after: string, site: Site): void {
    if (before === after && !this.#contracts.changed.has(before)) return
    const key = `${before} ${after} ${site.direction} ${site.topic ?? ''}`
    const known = this.#components.get(key)
    const component = componentName(after) ?? after
    const scope = known ?? new Scope({ component })
    scope.users.add(site.scope)
    if (known) return
    this.#components.set(key, scope)
    const schemas = {
      before: { pointer: before, value: valueAt(this.documents.before, before) as Schema },
      after: { pointer: after, value: valueAt(this.documents.after, after) as Schema },
    }
    const { direction, topic } = site
    this.compare(schemas, { scope, place: component, direction, ...(topic && { topic }) })
  }

  #numberOf(scope: Scope): number {
    const number = this.#scopeNumbers.get(scope) ?? this.#scopeNumbers.size
    this.#scopeNumbers.set(scope, number)
    return number
  }
}

function withoutEnvelope(place: string, payload: string | undefined): string {
  if (payload === undefined || !place.startsWith(payload)) return place
  const rest = place.slice(payload.length)
  return /^[.[]|^$/.test(rest) ? `data${rest}` : place
}
