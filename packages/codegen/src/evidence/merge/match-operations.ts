import type { Route, RouteTable } from '@returning-kit/runtime/recording'

/** An operation of the contract with the one of the other document. */
export interface OperationPair {
  readonly contract: Route
  readonly other: Route
}

/** The operations of two documents. */
export interface MatchedOperations {
  readonly pairs: readonly OperationPair[]
  /** Operations of the other document that the contract lacks. */
  readonly added: readonly Route[]
}

/**
 * Matches operations by method and path with the base paths of their servers, whatever the names of
 * path parameters are; otherwise by their ids.
 */
export function matchOperations(contract: RouteTable, other: RouteTable): MatchedOperations {
  const byPath = new Map(
    contract.routes.flatMap((route) => keysOf(route).map((key) => [key, route])),
  )
  const pairs: OperationPair[] = []
  const added: Route[] = []
  for (const route of other.routes) {
    const [key] = keysOf(route).filter((one) => byPath.has(one))
    const known = (key === undefined ? undefined : byPath.get(key)) ?? contract.get(route.id)
    if (known) pairs.push({ contract: known, other: route })
    else added.push(route)
  }
  return { pairs, added }
}

function keysOf({ method, template, servers }: Route): string[] {
  const own = template.segments.map((segment) => segment.replaceAll(/\{[^{}]*\}/g, '{}'))
  const paths = servers.map(({ segments }) => [...segments, ...own].join('/'))
  return [...new Set([...paths, own.join('/')])].map((path) => `${method} /${path}`)
}
