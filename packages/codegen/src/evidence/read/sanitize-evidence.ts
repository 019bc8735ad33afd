import {
  type BodyShape,
  type Content,
  contentPosition,
  type Evidence,
  type ExchangeRecorder,
  mediaTypeOf,
  type Position,
  positionOf,
  type Route,
  responseOf,
  type Shape,
} from '@returning-kit/runtime/recording'
import { methods } from '../../openapi/document.ts'
import { isRecord } from '../../openapi/is-record.ts'
import { isHttpUrl } from './is-http-url.ts'
import { type SanitizeOptions, sanitizeShape } from './sanitize-shape.ts'

/**
 * Returns a line of evidence with nothing in it that the recorder would not write; undefined for
 * another object. The operation is found again, as the contract may have got it since.
 */
export function sanitizeEvidence(
  node: Readonly<Record<string, unknown>>,
  { routes, walker }: Pick<ExchangeRecorder, 'routes' | 'walker'>,
  values: ReadonlySet<string>,
): Evidence | undefined {
  const { date, method, status, path, operation } = node
  const isKnownMethod = methods.some((one) => one.toUpperCase() === method)
  if (node['evidence'] !== 1 || !isKnownMethod || !isHttpUrl(path)) return undefined
  if (!Number.isInteger(status) || !/^\d{4}-\d{2}-\d{2}$/.test(String(date))) return undefined
  const code = status as number
  const origin = originOf(node['origin'])
  const route =
    (typeof operation === 'string' ? routes.get(operation) : undefined) ??
    routes.routes.find((one) => one.method === method && one.path === path) ??
    routes.match(method as string, new URL(path, origin ?? 'none://none'))?.route
  const declared = route && responseOf(route, code)
  const options: SanitizeOptions = { walker, values }
  const bodyOf = (body: unknown, content?: Content, items?: Content) =>
    sanitizeBody(body, { content, items }, options)
  const headers = new Map([...(declared?.headers ?? [])])
  const all: { [name in keyof Evidence]: Evidence[name] | undefined } = {
    evidence: 1,
    date: date as string,
    method: method as string,
    origin,
    path: route?.path ?? routes.redactedPath(path),
    operation: route?.id,
    status: code,
    pathParameters: parameters(node['pathParameters'], positionsIn(route, 'path'), options),
    query: parameters(node['query'], positionsIn(route, 'query'), options, true),
    requestHeaders: parameters(node['requestHeaders'], positionsIn(route, 'header'), options),
    responseHeaders: parameters(node['responseHeaders'], headers, options),
    request: bodyOf(node['request'], route?.request?.content),
    response: bodyOf(node['response'], declared?.content, declared?.items),
  }
  const known = Object.entries(all).filter(([, value]) => value !== undefined)
  return Object.fromEntries(known) as unknown as Evidence
}

function originOf(origin: unknown): string | undefined {
  if (typeof origin !== 'string' || !/^https?:/.test(origin)) return undefined
  return URL.canParse(origin) ? new URL(origin).origin : undefined
}

function positionsIn(
  route: Route | undefined,
  location: 'path' | 'query' | 'header',
): ReadonlyMap<string, Position> {
  const parameters = route?.parameters.filter((one) => one.in === location) ?? []
  return new Map(parameters.map(({ name, position }) => [name, position]))
}

function parameters(
  node: unknown,
  positions: ReadonlyMap<string, Position>,
  options: SanitizeOptions,
  isOpen = false,
): Shape | undefined {
  const object = isRecord(node) ? node['object'] : undefined
  const properties = isRecord(object) && isRecord(object['properties']) ? object['properties'] : {}
  const declared = Object.entries(properties).flatMap(([name, shape]) => {
    const position = positions.get(name)
    return position ? [[name, sanitizeShape(shape, position, options, name)] as const] : []
  })
  const others = Object.entries(properties).filter(([name]) => !positions.has(name))
  const rest = { object: { count: 1, properties: Object.fromEntries(isOpen ? others : []) } }
  const undeclared = sanitizeShape(rest, [], options).object?.properties ?? {}
  const all = { ...undeclared, ...Object.fromEntries(declared) }
  return Object.keys(all).length > 0 ? { object: { count: 1, properties: all } } : undefined
}

interface DeclaredBody {
  readonly content: Content | undefined
  readonly items: Content | undefined
}

function sanitizeBody(
  node: unknown,
  { content, items }: DeclaredBody,
  options: SanitizeOptions,
): BodyShape | undefined {
  if (!isRecord(node)) return undefined
  const type = mediaTypeOf(String(node['type']))
  if (!/^[a-z]+\/[\w.+-]{1,60}$/.test(type)) return undefined
  const itemPosition = positionOf(items, type) ?? []
  const shapes = {
    shape: sanitizeShape(node['shape'], positionOf(content, type) ?? [], options),
    items: sanitizeShape(node['items'], itemPosition, options),
    data: sanitizeShape(node['data'], contentPosition(itemPosition, options.walker), options),
  }
  const known = Object.entries(shapes).filter(([, shape]) => Object.keys(shape).length > 0)
  return { type, ...Object.fromEntries(known) }
}
