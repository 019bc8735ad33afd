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

  const findProblem = (): readonly [FailureReason, string] | undefined => {
    if (text === undefined) return ['body', 'The body exceeds maxResponseBytes.']
    if (!isSuccess(status)) return ['status', response.statusText || `HTTP status ${status}`]
    if (isEmpty || (decoded && body === undefined)) return undefined
    if (!decoded) return ['body', text ? 'The body is not JSON.' : 'The body is empty.']
    if (mark === undefined) {
      if (data !== undefined) return undefined
      return ['envelope', `The body has no payload at \`${envelope.data}\`.`]
    }
    if (mark === envelope.ok?.equals) return undefined
    const found = JSON.stringify(mark)
    return ['envelope', `The body reports a failure: \`${envelope.ok?.path}\` is ${found}.`]
  }

  const problem = findProblem()
  if (!problem) return { ...base, ok: true, data, meta: valueAt(body, envelope.meta), message }
  const [reason, fallback] = problem
  return {
    ...base,
    ok: false,
    reason,
    error: body,
    message: message ?? stringAt(body, 'message') ?? fallback,
    text: decoded ? undefined : text || undefined,
  }
}
