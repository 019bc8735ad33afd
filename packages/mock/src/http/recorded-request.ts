import {
  type Document,
  dereference,
  type Parameter,
  type Schema,
  securitySchemeOf,
} from '../contract/document.ts'
import type { Operation } from '../contract/operation.ts'
import type { Exchange } from './messages.ts'

/** A request that the mock received, with the status of its response. */
export interface MockRequest {
  /** Id of the operation, or undefined for a path that the contract does not declare. */
  readonly operation: string | undefined
  readonly method: string
  readonly path: string
  /** Values of the path parameters, decoded. */
  readonly pathParameters: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  /** Headers with lower-case names, including credentials. */
  readonly headers: Readonly<Record<string, string>>
  /** Parsed JSON, the string of another media type, or null; undefined for more than 100 kB. */
  readonly body: unknown
  /** Status of the response; 0 if the mock closed the connection before sending one. */
  readonly status: number
  /** Input of the request that the contract does not declare, one sentence each. */
  readonly warnings: readonly string[]
  /** Milliseconds until the response was complete. */
  readonly duration: number
}

// Longer bodies are not recorded, to bound the memory of a long run.
const longestBody = 100_000

/** Returns the record of an exchange. */
export function toMockRequest({ incoming, result, duration }: Exchange): MockRequest {
  return {
    operation: result.operation,
    method: incoming.method,
    path: incoming.path,
    pathParameters: result.pathParameters ?? {},
    query: incoming.query,
    headers: incoming.headers,
    body: (incoming.bytes?.length ?? 0) > longestBody ? undefined : incoming.body,
    status: result.response.status,
    warnings: result.warnings,
    duration,
  }
}

/**
 * Returns a function that formats the query of a request for a log. Only values of parameters that
 * the contract declares and does not mark as sensitive are shown.
 */
export function createQueryFormatter(
  document: Document,
  operations: readonly Operation[],
): (request: MockRequest) => string {
  const schemeNames = Object.keys(document.components?.securitySchemes ?? {})
  const credentialNames = new Set(schemeNames.map((name) => securitySchemeOf(document, name)?.name))
  const isPrintable = ({ in: location, name, schema = true }: Parameter) => {
    const resolved = dereference<Schema>(document, schema, '').value
    const isSensitive = typeof resolved === 'object' && resolved['x-sensitive'] === true
    return location === 'query' && !isSensitive && !credentialNames.has(name)
  }
  const printableNames = new Map(
    operations.map(({ id, parameters }) => {
      const printable = parameters.map(({ value }) => value).filter(isPrintable)
      return [id, new Set(printable.map(({ name }) => name))]
    }),
  )
  return ({ operation, query }) => {
    const printable = printableNames.get(operation ?? '')
    const parts = [...query].map(
      ([name, value]) =>
        `${encodeURIComponent(name)}=${printable?.has(name) ? encodeURIComponent(value) : '***'}`,
    )
    return parts.length > 0 ? `?${parts.join('&')}` : ''
  }
}
