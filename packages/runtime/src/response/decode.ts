import type { Operation } from '../operation/operation.ts'
import type { RawResponse } from './read-response.ts'
import type { AnyResult, FailureReason } from './result.ts'

/** Returns the value at a dotted path of a body; the whole body for the empty path. Inherited properties do not count. */
export function valueAt(body: unknown, path: string | undefined): unknown {
  if (path === undefined) return undefined
  let value = body
  for (const name of path ? path.split('.') : []) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
    value = (value as Record<string, unknown>)[name]
  }
  return value
}

function stringAt(body: unknown, path: string | undefined): string | undefined {
  const value = valueAt(body, path)
  return typeof value === 'string' ? value : undefined
}

/** A decoded body; it may be undefined or null. */
export interface DecodedBody {
  readonly body: unknown
}

/**
 * Returns the decoded body of a response, or undefined if there is none. Any 2xx status is read like the declared one:
 * the server reported success, and a caller that took it for a failure would repeat a write.
 */
export function decodeBody(
  { responseType }: Operation,
  { text, blob, response }: RawResponse,
): DecodedBody | undefined {
  if (text === undefined) return undefined
  if (responseType && response.ok) {
    if (responseType === 'none') return undefined
    return { body: responseType === 'blob' ? blob : text }
  }
  try {
    return { body: JSON.parse(text) }
  } catch {
    return undefined
  }
}

/** Returns the result of a response: the payload out of its envelope, or the reason of the failure. */
export function decode(
  { envelope, responseType }: Operation,
  { response, text }: RawResponse,
  { attempts, decoded }: { readonly attempts: number; readonly decoded: DecodedBody | undefined },
): AnyResult {
  const { status } = response
  const body = decoded?.body
  const base = { status, response, attempts }
  const succeed = (data?: unknown, meta?: unknown, message?: string): AnyResult => ({
    ...base,
    ok: true,
    data,
    meta,
    message,
  })
  const fail = (reason: FailureReason, problem: string): AnyResult => ({
    ...base,
    ok: false,
    reason,
    error: body,
    message: stringAt(body, envelope?.message) ?? stringAt(body, 'message') ?? problem,
    text: decoded ? undefined : text || undefined,
  })
  if (text === undefined) return fail('body', 'The body exceeds maxResponseBytes.')
  if (!response.ok) return fail('status', response.statusText || `HTTP status ${status}`)
  if (!decoded) {
    // A 204 or 205 has no body, whatever the contract declares.
    if (status === 204 || status === 205 || responseType === 'none') return succeed()
    return fail('body', text ? 'The body is not JSON.' : 'The body is empty.')
  }
  if (!envelope) return succeed(body)
  const mark = valueAt(body, envelope.ok?.path)
  if (envelope.ok && mark !== undefined && mark !== envelope.ok.equals) {
    return fail(
      'envelope',
      `The body reports a failure: \`${envelope.ok.path}\` is ${JSON.stringify(mark)}.`,
    )
  }
  const data = valueAt(body, envelope.data)
  if (data === undefined && mark === undefined) {
    return fail('envelope', `The body has no payload at \`${envelope.data}\`.`)
  }
  return succeed(data, valueAt(body, envelope.meta), stringAt(body, envelope.message))
}
