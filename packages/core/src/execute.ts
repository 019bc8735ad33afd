import { type Caller, type CallState, type ClientCore, coreKey } from './core.ts'
import { type Answer, bodyOf, decode } from './decode.ts'
import { InputError } from './errors/input-error.ts'
import { spreadFields } from './fields.ts'
import type { Input, Operation } from './operation.ts'
import type { AnyOutcome } from './outcome.ts'
import { fillPath } from './path.ts'
import { requestParts } from './request.ts'
import { defaultRetry, type RetryOptions } from './retry.ts'
import { send } from './send.ts'

/** Options of one call; each overrides the client's. */
export interface CallOptions {
  /** Ends the call, its waits and its reading at once, with an AbortError. */
  signal?: AbortSignal
  /** Bound of one attempt, its body included, in milliseconds. @default 30_000 */
  timeout?: number
  /** Bound of all attempts and waits together, in milliseconds. @default 120_000 */
  deadline?: number
  /** Repetitions of a failed attempt; `false` for none. */
  retry?: RetryOptions | false
  /** Your word that sending this call twice does no harm; then it is repeated like a read. @default false */
  repeatable?: boolean
  /** Further headers. */
  headers?: Record<string, string>
}

/** Retry options with every member set. */
export function retryOptions(
  chosen: RetryOptions | false | undefined,
  base: Required<RetryOptions> = defaultRetry,
): Required<RetryOptions> {
  return chosen === false ? { ...base, retries: 0 } : { ...base, ...chosen }
}

/** The state of a call that begins. */
export function newCall(core: ClientCore, operation: Operation | undefined, options: CallOptions): CallState {
  return {
    operation,
    signal: options.signal,
    timeout: options.timeout ?? core.timeout,
    deadline: options.deadline ?? core.deadline,
    retry: options.retry === undefined ? core.retry : retryOptions(options.retry, core.retry),
    repeatable: options.repeatable ?? false,
    attempts: 0,
    whole: undefined,
  }
}

/** The client's core; a clear error for anything that is not a client. */
export function coreOf(client: Caller, operation: Operation): ClientCore {
  const core = (client as Partial<Caller> | undefined)?.[coreKey]
  if (core) return core
  const message = `The first argument of ${operation.id} is not a client; make one with createClient().`
  throw new InputError('client', message, { operation: operation.id })
}

function checkOptions(operation: Operation, options: CallOptions): void {
  for (const [name, value] of Object.entries(options.headers ?? {})) {
    if (typeof value === 'string' && !/[\r\n\0]/.test(value)) continue
    throw new InputError(`headers.${name}`, `Header \`${name}\` is not a text of one line.`, { operation: operation.id })
  }
}

/** What a call came to: its outcome, and the body that it was made of. */
export interface Executed {
  readonly outcome: AnyOutcome
  readonly body: unknown
  readonly text: string
}

// A middleware may have put another response in the place of the one that was read.
async function answerOf(operation: Operation, call: CallState, got: { error?: unknown; response: Response }): Promise<Answer> {
  const { response, error } = got
  const { attempts, whole } = call
  const oversized = whole?.oversized ?? false
  if (operation.answer === 'blob' && response.ok) {
    return { response, attempts, text: '', file: await response.blob(), oversized }
  }
  if (response === whole?.response) return { response, attempts, text: whole.text ?? '', file: undefined, oversized }
  const text = response.ok ? await response.text() : typeof error === 'string' ? error : JSON.stringify(error ?? '')
  return { response, attempts, text, file: undefined, oversized: false }
}

/** Makes one call: input to request, request to answer, answer to outcome. */
export async function execute(
  client: Caller,
  operation: Operation,
  input: Input = {},
  options: CallOptions = {},
): Promise<Executed> {
  const core = coreOf(client, operation)
  checkOptions(operation, options)
  for (const plug of core.plugs) await plug.checkInput?.(operation, input)
  const parts = requestParts(operation, spreadFields(operation, input))
  const call = newCall(core, operation, options)
  const got = await core.transport.request(operation.method, operation.path, {
    baseUrl: core.address(operation),
    fetch: (request, init) => send(core, call, request, init),
    params: { path: parts.path, query: {} },
    pathSerializer: (path, values) => fillPath(path, values, operation.id),
    querySerializer: () => parts.query,
    headers: { ...parts.headers, ...options.headers },
    ...(parts.body !== undefined && { body: parts.body }),
    bodySerializer: (body) => body,
    parseAs: 'stream',
  })
  const answer = await answerOf(operation, call, got)
  const decoded = bodyOf(operation, answer)
  if (decoded) {
    for (const plug of core.plugs) await plug.checkBody?.(operation, got.response.status, decoded.body, got.response)
  }
  return { outcome: decode(operation, answer, decoded), body: decoded?.body, text: answer.text }
}
