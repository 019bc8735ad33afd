import type { Operation } from './operation.ts'
import type { AnyOutcome, FailureReason } from './outcome.ts'

/** What openapi-fetch gives back: the text of a good answer, or what it made of a bad one. */
export interface Answer {
  readonly data?: unknown
  readonly error?: unknown
  readonly response: Response
}

/** The member of a body at a dotted path; the whole body at the empty path. Own members only. */
export function memberAt(body: unknown, path: string | undefined): unknown {
  if (path === undefined) return undefined
  let value = body
  for (const name of path === '' ? [] : path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
    value = (value as Record<string, unknown>)[name]
  }
  return value
}

function textAt(body: unknown, path: string | undefined): string | undefined {
  const value = memberAt(body, path)
  return typeof value === 'string' ? value : undefined
}

function parse(text: string): { body: unknown } | undefined {
  try {
    return { body: JSON.parse(text) }
  } catch {
    return undefined
  }
}

/** The decoded body of an answer, if it has one: what validation sees. */
export function bodyOf(operation: Operation, { data, error, response }: Answer): { body: unknown } | undefined {
  if (!response.ok) return typeof error === 'object' && error !== null ? { body: error } : undefined
  if (operation.answer) return operation.answer === 'none' ? undefined : { body: data }
  return typeof data === 'string' && data.trim() !== '' ? parse(data) : undefined
}

/** Makes the outcome of an answer: its envelope undone, its failure named. */
export function decode(
  operation: Operation,
  answer: Answer,
  decoded: { body: unknown } | undefined,
  { attempts, oversized }: { attempts: number; oversized: boolean },
): AnyOutcome {
  const { response } = answer
  const { status } = response
  const { envelope } = operation
  const base = { status, response, attempts }
  const raw = response.ok ? answer.data : answer.error
  const text = !decoded && typeof raw === 'string' && raw !== '' ? raw : undefined
  const fail = (reason: FailureReason, why: string): AnyOutcome => {
    const message = textAt(decoded?.body, envelope?.message) ?? textAt(decoded?.body, 'message') ?? why
    return { ...base, ok: false, reason, error: decoded?.body, message, text }
  }
  if (oversized) return fail('body', 'The body passes maxResponseBytes and was dropped.')
  if (!response.ok) return fail('status', response.statusText || `HTTP status ${status}`)
  const succeed = (data: unknown, meta?: unknown, message?: string): AnyOutcome => ({ ...base, ok: true, data, meta, message })
  if (!decoded) {
    // There is nothing to decode in a 204 or 205, whatever the contract declares.
    if (status === 204 || status === 205 || operation.answer === 'none') return succeed(undefined)
    return fail(
      'body',
      text === undefined ? 'The body is empty; JSON was expected.' : 'The body is not the JSON that was expected.',
    )
  }
  const { body } = decoded
  if (!envelope) return succeed(body)
  const mark = memberAt(body, envelope.ok?.path)
  if (envelope.ok && mark !== undefined && mark !== envelope.ok.equals) {
    return fail('envelope', `The body says that the call failed: ${envelope.ok.path} is ${JSON.stringify(mark)}.`)
  }
  const data = memberAt(body, envelope.data)
  if (data === undefined && mark === undefined)
    return fail('envelope', `The body has no \`${envelope.data}\`, where the payload should be.`)
  return succeed(data, memberAt(body, envelope.meta), textAt(body, envelope.message))
}
