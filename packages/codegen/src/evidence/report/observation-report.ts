import type { Route, Shape } from '@returning-kit/runtime/recording'
import { plural } from '../../openapi/plural.ts'
import type { Contradiction, NewMember, Place } from '../finding.ts'
import type { Observed } from '../observe.ts'
import { ownerPointer } from '../owner-pointer.ts'
import { coverageOf, type EvidenceCoverage } from './coverage.ts'
import { describeShape } from './describe-shape.ts'

/** A difference between calls and the contract. */
export interface ReportedDifference {
  readonly part: Place['part']
  readonly status?: string
  /** JSON pointer into the part; `*` stands for any item or entry. */
  readonly pointer: string
  /** The keyword that was contradicted; missing for what the contract does not declare. */
  readonly keyword?: string
  readonly expected?: string
  /** The kinds that were received. */
  readonly received: string
  readonly count: number
  /** Where the contract declares it: `file:line:column`. */
  readonly location?: string
}

/** The findings about one operation. */
export interface OperationReport {
  readonly operation: string
  readonly method: string
  readonly path: string
  /** Status of its provenance in the contract. */
  readonly provenance?: string
  /** `unconfirmed` has calls, and all of them failed. */
  readonly verdict: 'confirmed' | 'contradicted' | 'unconfirmed' | 'never seen'
  readonly calls: number
  readonly lastSeen?: string
  /** Calls by status. */
  readonly statuses: Readonly<Record<string, number>>
  readonly contradictions: readonly ReportedDifference[]
  readonly newMembers: readonly ReportedDifference[]
  readonly newStatuses: readonly {
    readonly status: number
    readonly received: string
    readonly count: number
  }[]
}

/** The findings about a contract. */
export interface ObservationReport {
  readonly coverage: EvidenceCoverage
  readonly operations: readonly OperationReport[]
  /** Calls that no operation describes. */
  readonly newOperations: readonly {
    readonly method: string
    readonly path: string
    readonly count: number
    readonly statuses: readonly number[]
  }[]
  /** Facts for a person to decide. */
  readonly suggestions: readonly string[]
  /** What was changed in the contract. */
  readonly changes: readonly string[]
  readonly warnings: readonly string[]
}

/** Returns where the value at a pointer of the bundled document is written, or undefined. */
export type Locate = (pointer: string) => string | undefined

/** Returns the report of an observation, sorted as the contract is. */
export function reportOf(
  { observations, recorder, routes, badLines }: Observed,
  locate: Locate,
  more: { readonly suggestions: readonly string[]; readonly changes: readonly string[] },
): ObservationReport {
  const inOrder = routes.toSorted((one, other) => compare(one.id, other.id))
  return {
    coverage: coverageOf(routes, recorder.walker, observations),
    operations: inOrder.map((route) => operationReport(route, observations, locate)),
    newOperations: [...observations.operations.values()].map((one) => ({
      method: one.method,
      path: one.path,
      count: one.count,
      statuses: [...one.statuses.keys()].sort((a, b) => a - b),
    })),
    ...more,
    warnings: warningsOf(observations, badLines),
  }
}

function operationReport(
  { id, method, path, operationObject }: Route,
  observations: Observed['observations'],
  locate: Locate,
): OperationReport {
  const calls = observations.calls.get(id)
  const own = <One extends { operation: string }>(all: ReadonlyMap<string, One>) =>
    [...all.values()].filter(({ operation }) => operation === id)
  const members = own(observations.members)
  const contradictions = [
    ...own(observations.contradictions).map((one) =>
      difference(one, one.received, locate(one.position[0]?.[0]?.pointer ?? ''), one),
    ),
    // A closed schema rejects what it does not declare.
    ...members
      .filter(({ isForbidden }) => isForbidden)
      .map((one) => memberDifference(one, locate, closed)),
  ]
  const provenance = (operationObject['x-provenance'] as { status?: string } | undefined)?.status
  const confirmed = calls && calls.successes > 0 ? 'confirmed' : 'unconfirmed'
  return {
    operation: id,
    method,
    path,
    ...(provenance && { provenance }),
    verdict: !calls ? 'never seen' : contradictions.length > 0 ? 'contradicted' : confirmed,
    calls: calls?.count ?? 0,
    ...(calls && { lastSeen: calls.lastDate }),
    statuses: Object.fromEntries(calls?.statuses ?? []),
    contradictions: contradictions.sort(byPlace),
    newMembers: members
      .filter(({ isForbidden }) => !isForbidden)
      .map((one) => memberDifference(one, locate))
      .sort(byPlace),
    newStatuses: own(observations.statuses).map(({ status, count, bodies }) => ({
      status,
      received: bodiesText(bodies),
      count,
    })),
  }
}

type Rule = Pick<Contradiction, 'keyword' | 'expected'>

const closed: Rule = { keyword: 'additionalProperties', expected: 'false' }

function memberDifference(one: NewMember, locate: Locate, rule?: Rule): ReportedDifference {
  return difference(one, describeShape(one.shape), locate(ownerPointer(one) ?? ''), rule)
}

function difference(
  { part, status, pointer, count }: Place & { readonly count: number },
  received: string,
  location: string | undefined,
  rule?: Rule,
): ReportedDifference {
  return {
    part,
    ...(status !== undefined && { status }),
    pointer,
    ...(rule && { keyword: rule.keyword, expected: rule.expected }),
    received,
    count,
    ...(location !== undefined && { location }),
  }
}

function bodiesText(bodies: ReadonlyMap<string, Shape>): string {
  const texts = [...bodies].map(([type, shape]) =>
    Object.keys(shape).length > 0 ? `${type}: ${describeShape(shape)}` : type,
  )
  return texts.join('; ') || 'no body'
}

function warningsOf(observations: Observed['observations'], badLines: readonly string[]): string[] {
  const { foreign, insecure, dropped } = observations
  const [first] = badLines
  return [
    ...(first
      ? [
          `${plural(badLines.length, 'line')} skipped, as they are no evidence. The first is ${first}.`,
        ]
      : []),
    ...(foreign > 0
      ? [
          `${plural(foreign, 'call')} went to other services. Pass --base-url if the service is there, too.`,
        ]
      : []),
    ...(insecure > 0 ? [`${plural(insecure, 'call')} to another machine had no TLS.`] : []),
    ...(dropped > 0 ? [`${plural(dropped, 'finding')} of too many were not kept.`] : []),
  ]
}

function byPlace(one: ReportedDifference, other: ReportedDifference): number {
  return compare(placeText(one), placeText(other))
}

/** Returns where a difference is, in words. */
export function placeText({ part, status, pointer }: ReportedDifference): string {
  return [status, part, pointer].filter((text) => text !== undefined && text !== '').join(' ')
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other)
}
