import { type Document, locate, type Parameter, type Schema } from '../contract/document.ts'
import type { Operation } from '../contract/operation.ts'
import type { MockRequest } from './mock-request.ts'
import type { Exchange } from './server.ts'

// Longer bodies are not kept, so that a long run stays small.
const longestBody = 100_000

/** What is kept of an exchange. */
export function recordOf({ incoming, outcome, duration }: Exchange): MockRequest {
  // A body without a length came in chunks, and may be as long as the limit.
  const long =
    incoming.body !== null && !(Number(incoming.headers['content-length']) <= longestBody)
  return {
    operation: outcome.operation,
    method: incoming.method,
    path: incoming.path,
    query: incoming.query,
    headers: incoming.headers,
    body: long ? undefined : incoming.body,
    status: outcome.reply.status,
    warnings: outcome.warnings,
    duration,
  }
}

/** Says which values of a query may be printed: those that the contract declares, and does not call sensitive. */
export function queryPrinter(
  document: Document,
  operations: readonly Operation[],
): (request: MockRequest) => string {
  const keys = Object.values(document.components?.securitySchemes ?? {}).map(
    (given) => locate(document, given, '').value.name,
  )
  const shown = new Map(
    operations.map(({ id, parameters }) => {
      const isPlain = ({ in: place, schema }: Parameter) => {
        const found = schema === undefined ? true : locate<Schema>(document, schema, '').value
        return place === 'query' && !(typeof found === 'object' && found['x-sensitive'] === true)
      }
      const plain = parameters.flatMap(({ value }) => (isPlain(value) ? value.name : []))
      return [id, new Set(plain.filter((name) => !keys.includes(name)))]
    }),
  )
  return ({ operation, query }) => {
    const known = shown.get(operation ?? '')
    const parts = [...query].map(
      ([name, value]) =>
        `${encodeURIComponent(name)}=${known?.has(name) ? encodeURIComponent(value) : '***'}`,
    )
    return parts.length > 0 ? `?${parts.join('&')}` : ''
  }
}
