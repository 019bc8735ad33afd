import { isObject } from '../validation/values.ts'
import { type Route, routesOf } from './contract-routes.ts'
import { isDataName } from './data-name.ts'
import { segmentsOf } from './path-template.ts'
import type { SchemaWalker } from './schema-walker.ts'
import { type ServerBase, serverBase } from './server-base.ts'

/** The operation of a call, with the decoded values of its path. */
export interface RouteMatch {
  readonly route: Route
  readonly values: ReadonlyMap<string, string>
}

/** Finds the operations of calls by their URLs. */
export class RouteTable {
  readonly routes: readonly Route[]
  readonly #byId: ReadonlyMap<string, Route>
  readonly #bases: readonly ServerBase[]
  readonly #credentials: ReadonlySet<string>
  /** Segments of paths and base paths that are no parameters. */
  readonly #literals: ReadonlySet<string>

  constructor(document: object, walker: SchemaWalker, baseUrls: readonly string[]) {
    this.routes = routesOf(document, walker).sort(
      (one, other) => other.template.literals - one.template.literals,
    )
    this.#byId = new Map(this.routes.map((route) => [route.id, route]))
    this.#bases = baseUrls.map(serverBase)
    this.#credentials = credentialNames(document, walker)
    this.#literals = new Set(
      this.routes
        .flatMap(({ template, servers }) => [template, ...servers].flatMap((one) => one.segments))
        .filter((segment) => !segment.includes('{')),
    )
  }

  /** Returns an operation by its id. */
  get(id: string): Route | undefined {
    return this.#byId.get(id)
  }

  /** Returns whether a query parameter is a credential. */
  isCredential(name: string): boolean {
    return this.#credentials.has(name)
  }

  /**
   * Returns whether the service is at an origin: a server of the contract, a base URL, or this
   * machine.
   */
  isKnownOrigin(origin: string | undefined): boolean {
    if (origin === undefined || isLoopback(origin)) return true
    const bases = [...this.#bases, ...this.routes.flatMap(({ servers }) => servers)]
    return bases.some((base) => base.origin?.test(origin) ?? false)
  }

  /**
   * Returns the operation of a call. A server of the contract on the same origin decides first,
   * then any of its base paths, as a proxy has another origin.
   */
  match(method: string, url: URL, id?: string): RouteMatch | undefined {
    const segments = segmentsOf(url.pathname)
    const route = id === undefined ? undefined : this.#byId.get(id)
    if (route) return { route, values: valuesOf(route, segments, this.#bases) }
    const routes = this.routes.filter((route) => route.method === method)
    const isAt = (base: ServerBase) => base.origin?.test(url.origin) ?? false
    return (
      firstMatch(routes, segments, ({ servers }) => servers.filter(isAt)) ??
      firstMatch(routes, segments, () => this.#bases.filter(isAt)) ??
      firstMatch(routes, segments, ({ servers, template }) =>
        template.literals > 0 ? [...servers, ...this.#bases, anywhere] : [],
      )
    )
  }

  /**
   * Returns a path that the contract does not have, with `{}` for each segment that may be data:
   * all but those that the contract has, versions, and the first word after these.
   */
  redactedPath(path: string): string {
    const segments = segmentsOf(path)
    let isPrefixKnown = true
    const shown = segments.map((segment, index) => {
      const before = segments.slice(0, index)
      const isKnown = this.#literals.has(segment) || /^v\d{1,2}$/.test(segment)
      const isParameter = this.routes.some(({ template }) => template.hasParameterAfter(before))
      const isWord =
        index > 0 && isPrefixKnown && !isParameter && /^[a-z]+(-[a-z]+)*$/.test(segment)
      const isShown = isKnown || (isWord && !isDataName(segment))
      isPrefixKnown &&= isKnown
      return isShown ? segment : '{}'
    })
    return `/${shown.join('/')}`
  }
}

const anywhere: ServerBase = { origin: undefined, segments: [] }

/** Returns whether an origin is this machine. */
export function isLoopback(origin: string): boolean {
  return /^https?:\/\/(localhost|127(\.\d+){3}|\[::1\])(:\d+)?$/i.test(origin)
}

function firstMatch(
  routes: readonly Route[],
  segments: readonly string[],
  basesOf: (route: Route) => readonly ServerBase[],
): RouteMatch | undefined {
  for (const route of routes) {
    for (const base of basesOf(route)) {
      const remaining = withoutBase(segments, base)
      const values = remaining && route.template.match(remaining)
      if (values) return { route, values }
    }
  }
  return undefined
}

function withoutBase(segments: readonly string[], base: ServerBase): readonly string[] | undefined {
  const starts = base.segments.every((segment, index) => segments[index] === segment)
  return starts ? segments.slice(base.segments.length) : undefined
}

function valuesOf(
  { template, servers }: Route,
  segments: readonly string[],
  bases: readonly ServerBase[],
): ReadonlyMap<string, string> {
  for (const base of [...servers, ...bases, anywhere]) {
    const remaining = withoutBase(segments, base)
    const values = remaining && template.match(remaining)
    if (values) return values
  }
  return new Map()
}

function credentialNames(document: object, walker: SchemaWalker): Set<string> {
  const { components } = document as { components?: { securitySchemes?: unknown } }
  const schemes = components?.securitySchemes
  return new Set(
    Object.values(isObject(schemes) ? schemes : {}).flatMap((node) => {
      const { schema } = walker.resolve(node, '#')
      return schema['in'] === 'query' && typeof schema['name'] === 'string' ? [schema['name']] : []
    }),
  )
}
