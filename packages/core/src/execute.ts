import type { Caller, ClientCore } from './core.ts'
import { coreKey } from './core.ts'
import { bodyOf, decode } from './decode.ts'
import { InputError } from './errors/input-error.ts'
import { spreadFields } from './fields.ts'
import type { Input, Operation } from './operation.ts'
import type { AnyOutcome } from './outcome.ts'
import { fillPath } from './path.ts'
import { requestParts } from './request.ts'
import { defaultRetry, type RetryOptions } from './retry.ts'
import { type CallState, send } from './send.ts'

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
export function newCall(core: ClientCore, operation: Operation | undefined, options: CallOptions, buffered: boolean): CallState {
  return {
    operation,
    signal: options.signal,
    timeout: options.timeout ?? core.timeout,
    deadline: options.deadline ?? core.deadline,
    retry: retryOptions(options.retry, core.retry),
    repeatable: options.repeatable ?? false,
    buffered,
    attempts: 0,
    oversized: false,
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
  /** The answer's text as openapi-fetch read it. */
  readonly text: unknown
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
  const call = newCall(core, operation, options, true)
  const answer = await core.transport(operation.method, operation.path, {
    baseUrl: core.origin(operation),
    fetch: (request, init) => send(core, call, request, init),
    params: { path: parts.path, query: {} },
    pathSerializer: (path, values) => fillPath(path, values, operation.id),
    querySerializer: () => parts.query,
    headers: { ...parts.headers, ...options.headers },
    ...(parts.body !== undefined && { body: parts.body }),
    bodySerializer: (body) => body,
    parseAs: operation.answer === 'blob' ? 'blob' : 'text',
  })
  const decoded = bodyOf(operation, answer)
  if (decoded) {
    for (const plug of core.plugs) await plug.checkBody?.(operation, answer.response.status, decoded.body, answer.response)
  }
  return { outcome: decode(operation, answer, decoded, call), body: decoded?.body, text: answer.data }
}
