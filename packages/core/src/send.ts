import { readWhole } from './body.ts'
import { bound } from './bound.ts'
import { sleep } from './clock.ts'
import type { ClientCore } from './core.ts'
import type { Sent } from './credentials.ts'
import { AbortError } from './errors/abort-error.ts'
import { isCallError } from './errors/call-error.ts'
import { NetworkError } from './errors/network-error.ts'
import { TimeoutError } from './errors/timeout-error.ts'
import { exchange } from './exchange.ts'
import { isRepeatable, type Operation } from './operation.ts'
import { redactUrl } from './redact.ts'
import { isTransientStatus, parseRetryAfter, type RetryOptions, retryDelay } from './retry.ts'

/** One call on its way. */
export interface CallState {
  readonly operation: Operation | undefined
  readonly signal: AbortSignal | undefined
  /** Bound of one attempt in milliseconds. */
  readonly timeout: number
  /** Bound of all attempts together in milliseconds. */
  readonly deadline: number
  readonly retry: Required<RetryOptions>
  /** The caller's word that repeating is safe. */
  readonly repeatable: boolean
  /** Whether the body is read within the attempt. */
  readonly buffered: boolean
  attempts: number
  /** The body passed the client's limit and was dropped. */
  oversized: boolean
}

// Codes of Node and Bun for a connection that never stood, so that nothing of the request can have arrived.
const neverConnected = /ECONNREFUSED|ConnectionRefused|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT/

function causeCode(error: unknown): string {
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: unknown }
  return typeof code === 'string' ? code : cause ? causeCode(cause) : ''
}

function networkError(error: unknown, call: CallState, url: string): NetworkError {
  const code = causeCode(error)
  const why = code || (error instanceof Error ? error.message : String(error))
  const { host } = new URL(url)
  const advice = neverConnected.test(code)
    ? 'check `baseUrl`, and that the service is up and reachable from here'
    : 'the connection broke before the answer was complete'
  return new NetworkError(`No answer from ${host} (${why}); ${advice}.`, call.attempts, {
    cause: error,
    operation: call.operation?.id,
  })
}

interface Attempt {
  response?: Response
  error?: Error
  sent?: Sent
}

// One attempt, whole: credentials, redirects, and the body where the call wants it.
async function attempt(
  core: ClientCore,
  call: CallState,
  request: Request,
  body: ArrayBuffer | undefined,
  schemes: readonly string[],
  parent: AbortSignal,
  init?: RequestInit,
): Promise<Attempt> {
  const expired = () => new TimeoutError('timeout', call.timeout, call.attempts, { operation: call.operation?.id })
  const within = bound(core.clock, call.timeout, expired, parent, (reason) => reason)
  const result: Attempt = {}
  try {
    const { response, sent } = await exchange(core, call, request, body, schemes, within.signal, init)
    result.sent = sent
    const whole = call.buffered ? await readWhole(response, core.maxResponseBytes, within.signal) : response
    call.oversized = whole === undefined
    result.response = whole ?? new Response(null, response)
  } catch (error) {
    if (within.signal.aborted) result.error = within.signal.reason as Error
    else result.error = isCallError(error) ? error : networkError(error, call, request.url)
  } finally {
    within.release()
  }
  return result
}

function mayRepeat(call: CallState, method: string, { response, error }: Attempt): boolean {
  const repeatable = call.repeatable || isRepeatable(method, call.operation)
  if (response) return repeatable && isTransientStatus(response.status)
  if (error instanceof TimeoutError) return repeatable && error.limit === 'timeout'
  return error instanceof NetworkError && (repeatable || neverConnected.test(causeCode(error.cause)))
}

async function attempts(
  core: ClientCore,
  call: CallState,
  request: Request,
  signal: AbortSignal,
  init?: RequestInit,
): Promise<Response> {
  const { operation } = call
  const endsAt = core.clock.now() + call.deadline
  const schemes = core.credentials.choose(operation ? operation.security : core.contract.security, operation?.id)
  const body = request.body ? await request.arrayBuffer() : undefined
  const caller = operation?.id ?? `${request.method} ${new URL(request.url).pathname}`
  let renewed = false
  let repeated = 0
  core.budget.deposit()
  for (;;) {
    call.attempts += 1
    const result = await attempt(core, call, request, body, schemes, signal, init)
    const { response, error, sent } = result
    const event = () => ({
      operation: operation?.id,
      attempt: call.attempts,
      method: request.method,
      url: redactUrl(request.url),
    })
    if (error) core.hooks.onError?.({ ...event(), error })
    if (response?.status === 401 && sent && sent.schemes.length > 0) {
      if (renewed) core.credentials.refused(sent, caller)
      else if (await core.credentials.renew(sent, caller, signal)) {
        renewed = true
        core.hooks.onRetry?.({ ...event(), delay: 0, reason: 401 })
        continue
      }
    }
    repeated += 1
    const retryAfter = parseRetryAfter(response?.headers.get('retry-after') ?? null, core.clock.now())
    const delay = mayRepeat(call, request.method, result)
      ? retryDelay(repeated, retryAfter, endsAt - core.clock.now(), call.retry, core.clock.random())
      : undefined
    if (delay === undefined || !core.budget.withdraw()) {
      if (response) return response
      throw error
    }
    core.hooks.onRetry?.({ ...event(), delay, reason: error ?? (response as Response).status })
    await sleep(core.clock, delay, signal)
  }
}

/** Sends a request until it is answered for good, within the call's bounds. Throws the typed error of the last attempt. */
export async function send(core: ClientCore, call: CallState, request: Request, init?: RequestInit): Promise<Response> {
  const operation = call.operation?.id
  const within = bound(
    core.clock,
    call.deadline,
    () => new TimeoutError('deadline', call.deadline, call.attempts, { operation }),
    call.signal,
    (cause) => new AbortError({ cause, operation }),
  )
  try {
    return await attempts(core, call, request, within.signal, init)
  } finally {
    within.release()
  }
}
