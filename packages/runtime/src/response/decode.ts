import type { Operation } from '../operation/operation.ts'
import type { RawResponse } from './read-response.ts'
import type { AnyResult, FailureReason } from './result.ts'

/** The member of a body at a dotted path; the whole body at the empty path. Own members only. */
export function memberAt(body: unknown, path: string | undefined): unknown {
  if (path === undefined) return undefined
  let value = body
  for (const name of path ? path.split('.') : []) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
    value = (value as Record<string, unknown>)[name]
  }
  return value
}

function textAt(body: unknown, path: string | undefined): string | undefined {
  const value = memberAt(body, path)
  return typeof value === 'string' ? value : undefined
}

/** The decoded body of an answer, if it has one: what validation sees. */
export function bodyOf(
  operation: Operation,
  { text, file, response, oversized }: RawResponse,
): { body: unknown } | undefined {
  if (oversized) return undefined
  const form = operation.responseType
  if (form && response.ok)
    return form === 'none' ? undefined : { body: form === 'blob' ? file : text }
  try {
    return { body: JSON.parse(text) }
  } catch {
    return undefined
  }
}

/** Makes the outcome of an answer: its envelope undone, its failure named. */
export function decode(
  { envelope, responseType: form }: Operation,
  { response, text, oversized }: RawResponse,
  attempts: number,
  decoded: { body: unknown } | undefined,
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
  const fail = (reason: FailureReason, why: string): AnyResult => {
    const message = textAt(body, envelope?.message) ?? textAt(body, 'message') ?? why
    return {
      ...base,
      ok: false,
      reason,
      error: body,
      message,
      text: decoded ? undefined : text || undefined,
    }
  }
  if (oversized) return fail('body', 'The body passes maxResponseBytes and was dropped.')
  if (!response.ok) return fail('status', response.statusText || `HTTP status ${status}`)
  if (!decoded) {
    // There is nothing to decode in a 204 or 205, whatever the contract declares.
    if (status === 204 || status === 205 || form === 'none') return succeed()
    return fail('body', `The body is ${text ? 'not JSON' : 'empty'}; JSON was expected.`)
  }
  if (!envelope) return succeed(body)
  const mark = memberAt(body, envelope.ok?.path)
  if (envelope.ok && mark !== undefined && mark !== envelope.ok.equals) {
    return fail(
      'envelope',
      `The body says that the call failed: ${envelope.ok.path} is ${JSON.stringify(mark)}.`,
    )
  }
  const data = memberAt(body, envelope.data)
  if (data === undefined && mark === undefined) {
    return fail('envelope', `The body has no \`${envelope.data}\`, where the payload should be.`)
  }
  return succeed(data, memberAt(body, envelope.meta), textAt(body, envelope.message))
}
