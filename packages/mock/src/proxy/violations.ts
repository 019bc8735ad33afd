import { declaredResponse, type Operation } from '../contract/operation.ts'
import type { MockResponse } from '../http/messages.ts'
import type { ResponseValidator } from '../validate/response.ts'
import type { StreamSchema } from '../validate/stream-items.ts'
import { isFromServer } from './real-server.ts'
import { mediaTypeOf } from './upstream.ts'

interface Diagnostic {
  readonly location?: readonly string[]
  readonly message: string
}

// Prism names the reasons in a header if the contract declares the status, else in the body.
function diagnosticsOf({ headers, body }: MockResponse): readonly Diagnostic[] {
  try {
    return JSON.parse(headers['sl-violations'] ?? '')
  } catch {
    return (body as { validation?: readonly Diagnostic[] } | undefined)?.validation ?? []
  }
}

/** Returns one sentence for each reason for which the mock would have rejected a request. */
export function requestViolations(rejection: MockResponse): string[] {
  const diagnostics = diagnosticsOf(rejection)
  if (diagnostics.length === 0) {
    return [`The contract rejects the request with ${rejection.status}.`]
  }
  return diagnostics
    .filter(({ location }) => location?.[0] !== 'response')
    .map(({ location = [], message }) => `The ${location.join('.')}: ${message}.`)
}

/** Returns one sentence for each violation of the contract by a response of the real server. */
export function responseViolations(
  operation: Operation,
  response: MockResponse,
  validator: ResponseValidator,
): string[] {
  const { status, headers, body, stream } = response
  if (!isFromServer(response)) return []
  const declared = declaredResponse(operation, status)
  if (!declared) return [`The contract does not declare status ${status}.`]
  const contentType = mediaTypeOf(headers['content-type']) || undefined
  const types = Object.keys(declared.content).map(mediaTypeOf)
  if (
    (body !== undefined || stream) &&
    types.length > 0 &&
    !types.some((type) => isInRange(contentType, type))
  ) {
    return [`The contract does not declare ${contentType ?? 'no content type'} for ${status}.`]
  }
  return validator
    .violations(operation, { status, headers, body })
    .map((violation) => `Response ${status}: ${violation}.`)
}

/** Returns where the contract describes the items of a streamed response, or undefined. */
export function streamSchema(
  operation: Operation,
  { status, headers }: MockResponse,
): StreamSchema | undefined {
  const type = mediaTypeOf(headers['content-type'])
  const content = Object.entries(declaredResponse(operation, status)?.content ?? {})
  const declared = content.find(([name]) => mediaTypeOf(name) === type)?.[1]
  if (declared?.value.itemSchema === undefined) return undefined
  return { type, pointer: `${declared.pointer}/itemSchema` }
}

function isInRange(type = '', range = ''): boolean {
  return (
    range === '*/*' || (range.endsWith('/*') ? type.startsWith(range.slice(0, -1)) : type === range)
  )
}
