import type { Operation } from '../operation/operation.ts'
import type { ReadBody } from '../operation/reader.ts'
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

/** Returns the result of a response: the payload out of its envelope, or the reason of the failure. */
export function decode(
  { envelope, readHeaders }: Operation,
  response: Response,
  { text, decoded }: Partial<ReadBody>,
  attempts: number,
): AnyResult {
  const { status } = response
  const body = decoded?.body
  const headers = readHeaders?.(response.headers)
  const base = { status, response, attempts, ...(headers && { headers }) }
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
  // A 204 or 205 has no body, whatever the contract declares.
  if (status === 204 || status === 205) return succeed()
  if (!decoded) return fail('body', text ? 'The body is not JSON.' : 'The body is empty.')
  if (!envelope || body === undefined) return succeed(body)
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
