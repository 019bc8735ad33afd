import type { Envelope, Operation } from '../operation/operation.ts'
import { isSuccess, type ReceivedResponse } from '../operation/reader.ts'
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

// Why a response is a failure; undefined for a success.
function problemOf(
  envelope: Envelope | undefined,
  { response, status, read: { text, decoded } }: ReceivedResponse,
): readonly [FailureReason, string] | undefined {
  if (text === undefined) return ['body', 'The body exceeds maxResponseBytes.']
  if (!isSuccess(status)) return ['status', response.statusText || `HTTP status ${status}`]
  if (isBodyless(status)) return undefined
  if (!decoded) return ['body', text ? 'The body is not JSON.' : 'The body is empty.']
  const { body } = decoded
  if (!envelope || body === undefined) return undefined
  const mark = valueAt(body, envelope.ok?.path)
  if (mark !== undefined) {
    if (mark === envelope.ok?.equals) return undefined
    const found = JSON.stringify(mark)
    return ['envelope', `The body reports a failure: \`${envelope.ok?.path}\` is ${found}.`]
  }
  if (valueAt(body, envelope.data) !== undefined) return undefined
  return ['envelope', `The body has no payload at \`${envelope.data}\`.`]
}

// A 204 or 205 has no body, whatever the contract declares.
const isBodyless = (status: number) => status === 204 || status === 205

/** Returns the result of a response: the payload out of its envelope, or the reason of the failure. */
export function decode(
  { envelope, readHeaders }: Operation,
  received: ReceivedResponse,
  attempts: number,
): AnyResult {
  const { response, status, read } = received
  const { text, decoded } = read
  const body = decoded?.body
  const problem = problemOf(envelope, received)
  const message = stringAt(body, envelope?.message)
  const result: AnyResult = problem
    ? {
        ok: false,
        status,
        response,
        attempts,
        reason: problem[0],
        error: body,
        message: message ?? stringAt(body, 'message') ?? problem[1],
        text: decoded ? undefined : text || undefined,
      }
    : {
        ok: true,
        status,
        response,
        attempts,
        data: isBodyless(status) ? undefined : valueAt(body, envelope?.data ?? ''),
        meta: valueAt(body, envelope?.meta),
        message,
      }
  return readHeaders ? { ...result, ...{ headers: readHeaders(response.headers) } } : result
}
