import type { Envelope, Operation } from '../operation/operation.ts'
import { isSuccess, type ReceivedResponse } from '../operation/reader.ts'
import { splitAt } from '../operation/split.ts'
import type { AnyResult, FailureReason } from './result.ts'

const namesOf = /* @__PURE__ */ splitAt('.')

/** Returns the value at a dotted path of a body; the whole body for the empty path. Inherited properties do not count. */
export function valueAt(body: unknown, path: string | undefined): unknown {
  if (path === undefined) return undefined
  let value = body
  for (const name of path ? namesOf(path) : []) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
    value = (value as Record<string, unknown>)[name]
  }
  return value
}

function stringAt(body: unknown, path: string | undefined): string | undefined {
  const value = valueAt(body, path)
  return typeof value === 'string' ? value : undefined
}

const wholeBody: Envelope = { data: '' }

/** Returns the result of a response: the payload out of its envelope, or the reason of the failure. */
export function decode(
  { envelope = wholeBody, readHeaders }: Operation,
  { response, status, read }: ReceivedResponse,
  attempts: number,
): AnyResult {
  const { text, decoded } = read
  const body = decoded?.body
  const mark = valueAt(body, envelope.ok?.path)
  // A 204 or 205 has no body, whatever the contract declares.
  const isEmpty = status === 204 || status === 205
  const data = isEmpty ? undefined : valueAt(body, envelope.data)
  const message = stringAt(body, envelope.message)
  const base = {
    status,
    response,
    attempts,
    ...(readHeaders && { headers: readHeaders(response.headers) }),
  }

  let reason: FailureReason = 'body'
  let problem: string | undefined
  if (text === undefined) problem = 'The body exceeds maxResponseBytes.'
  else if (!isSuccess(status)) {
    reason = 'status'
    problem = response.statusText || `HTTP status ${status}`
  } else if (isEmpty) problem = undefined
  else if (!decoded) problem = text ? 'The body is not JSON.' : 'The body is empty.'
  else if (body !== undefined) {
    reason = 'envelope'
    if (mark === undefined) {
      if (data === undefined) problem = `The body has no payload at \`${envelope.data}\`.`
    } else if (mark !== envelope.ok?.equals) {
      problem = `The body reports a failure: \`${envelope.ok?.path}\` is ${JSON.stringify(mark)}.`
    }
  }
  if (problem === undefined)
    return { ...base, ok: true, data, meta: valueAt(body, envelope.meta), message }
  return {
    ...base,
    ok: false,
    reason,
    error: body,
    message: message ?? stringAt(body, 'message') ?? problem,
    text: decoded ? undefined : text || undefined,
  }
}
