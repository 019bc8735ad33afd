import type { Route, RouteParameter } from '@returning-kit/runtime/recording'
import {
  type Document,
  type MediaType,
  type Parameter,
  resolve,
  type Schema,
} from '../../openapi/document.ts'
import { exampleOf } from '../../openapi/example.ts'
import { isRecord } from '../../openapi/is-record.ts'
import { valueAt } from '../../openapi/json-pointer.ts'

/** The inputs of operations by their ids; `*` has those of all operations. */
export type VerifyInputs = Readonly<Record<string, Readonly<Record<string, unknown>>>>

/** A request without its credential. */
export interface BuiltRequest {
  readonly url: string
  readonly headers: Record<string, string>
  readonly body?: string
}

/** Returns the request of an operation, or the names of the inputs that are missing. */
export function requestOf(
  route: Route,
  document: Document,
  baseUrl: string,
  inputs: VerifyInputs,
): BuiltRequest | { readonly missing: readonly string[] } {
  const given = { ...inputs['*'], ...inputs[route.id] }
  const missing: string[] = []
  const query: string[] = []
  const headers: Record<string, string> = { accept: 'application/json' }
  let { path } = route
  for (const parameter of route.parameters) {
    const value = given[parameter.name] ?? exampleOfParameter(parameter, document)
    if (!parameter.required && !(parameter.name in given)) continue
    if (value === undefined) missing.push(parameter.name)
    else if (parameter.in === 'path') {
      path = path.replaceAll(`{${parameter.name}}`, encodeURIComponent(String(value)))
    } else if (parameter.in === 'query') query.push(...queryPairs(parameter, value))
    else if (parameter.in === 'header') headers[parameter.name.toLowerCase()] = String(value)
  }
  const body = route.request && (given['body'] ?? exampleBody(route, document))
  if (route.request?.required && body === undefined) missing.push('body')
  if (missing.length > 0) return { missing }
  const search = query.length > 0 ? `?${query.join('&')}` : ''
  const url = `${baseUrl.replace(/\/$/, '')}${path}${search}`
  if (body === undefined) return { url, headers }
  return {
    url,
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }
}

function exampleOfParameter({ pointer }: RouteParameter, document: Document): unknown {
  const parameter = valueAt(document, pointer) as Parameter | undefined
  if (!parameter) return undefined
  const schema = parameter.schema && resolve<Schema>(document, parameter.schema)
  const [first] = (schema?.['examples'] ?? []) as unknown[]
  return exampleOf(document, parameter) ?? schema?.['example'] ?? first
}

function exampleBody({ request }: Route, document: Document): unknown {
  const media = valueAt(document, `${request?.pointer}/content/application~1json`) as MediaType
  return media && exampleOf(document, media)
}

function queryPairs({ name, style, explode }: RouteParameter, value: unknown): string[] {
  const pair = (key: string, one: unknown) =>
    `${encodeURIComponent(key)}=${encodeURIComponent(String(one))}`
  if (Array.isArray(value)) {
    if (explode) return value.map((one) => pair(name, one))
    const separator = { pipeDelimited: '|', spaceDelimited: ' ' }[style] ?? ','
    return [pair(name, value.join(separator))]
  }
  if (!isRecord(value)) return [pair(name, value)]
  const entries = Object.entries(value)
  if (style === 'deepObject') return entries.map(([key, one]) => pair(`${name}[${key}]`, one))
  return explode
    ? entries.map(([key, one]) => pair(key, one))
    : [pair(name, entries.flat().join(','))]
}
