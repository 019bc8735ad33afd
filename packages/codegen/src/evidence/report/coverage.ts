import {
  contentPosition,
  type Position,
  type Route,
  responseOf,
  type SchemaWalker,
} from '@returning-kit/runtime/recording'
import { isRecord } from '../../openapi/is-record.ts'
import type { Observations } from '../judge/observations.ts'

/** How much of something the evidence reached. */
export interface Share {
  readonly seen: number
  readonly total: number
}

/** How much of a contract the evidence reached. */
export interface EvidenceCoverage {
  readonly operations: Share
  /** Pairs of operation and declared status. */
  readonly statuses: Share
  /** Properties of request and response bodies. */
  readonly members: Share
}

/** Returns how much of a contract was seen in calls. */
export function coverageOf(
  routes: readonly Route[],
  walker: SchemaWalker,
  { calls, seen }: Observations,
): EvidenceCoverage {
  const members = new Set<string>()
  const visited = new Set<string>()
  for (const { request, responses } of routes) {
    const contents = [
      request?.content,
      ...[...responses.values()].flatMap(({ content, items }) => [content, items]),
    ]
    for (const content of contents) {
      for (const position of content?.values() ?? []) {
        collect(position, walker, members, visited)
        collect(contentPosition(position, walker), walker, members, visited)
      }
    }
  }
  return {
    operations: { seen: calls.size, total: routes.length },
    statuses: {
      seen: sum(routes, (route) => seenStatuses(route, calls.get(route.id)?.statuses)),
      total: sum(routes, ({ responses }) => responses.size),
    },
    members: { seen: [...members].filter((one) => seen.has(one)).length, total: members.size },
  }
}

function seenStatuses(route: Route, statuses: ReadonlyMap<number, number> | undefined): number {
  const declared = [...(statuses?.keys() ?? [])].map((status) => responseOf(route, status))
  return new Set(declared.filter(Boolean)).size
}

function sum<T>(all: readonly T[], count: (one: T) => number): number {
  return all.reduce((total, one) => total + count(one), 0)
}

function collect(
  position: Position,
  walker: SchemaWalker,
  members: Set<string>,
  visited: Set<string>,
): void {
  const key = position.map((sites) => sites.map(({ pointer }) => pointer).join()).join('|')
  if (position.length === 0 || visited.has(key)) return
  visited.add(key)
  const alternatives = walker.alternatives(position)
  const names = alternatives
    .flat()
    .flatMap(({ schema }) =>
      isRecord(schema['properties']) ? Object.keys(schema['properties']) : [],
    )
  for (const name of new Set(names)) {
    const member = walker.member(alternatives, name)
    for (const { pointer } of member.position.flat()) members.add(pointer)
    collect(member.position, walker, members, visited)
  }
  collect(walker.items(alternatives), walker, members, visited)
  collect(walker.entries(alternatives), walker, members, visited)
}
