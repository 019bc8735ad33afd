import { readWhole } from './body.ts'
import { bound, sleep } from './clock.ts'
import type { CallState, ClientCore } from './core.ts'
import type { Sent } from './credentials.ts'
import { AbortError } from './errors/abort-error.ts'
import { isCallError } from './errors/call-error.ts'
import { NetworkError } from './errors/network-error.ts'
import { TimeoutError } from './errors/timeout-error.ts'
import { exchange } from './exchange.ts'
import { isRepeatable } from './operation.ts'
import { redactUrl } from './redact.ts'
import { isTransientStatus, parseRetryAfter, retryDelay } from './retry.ts'

interface Attempt {
  response?: Response
  error?: Error
  sent?: Sent
}

// Codes of Node and Bun for a connection that never stood, so that nothing of the request can have arrived.
const neverConnected = /ECONNREFUSED|ConnectionRefused|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT/

function causeCode(error: unknown): string {
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: unknown }
  return typeof code === 'string' ? code : cause ? causeCode(cause) : ''
}

function networkError(cause: unknown, { attempts, operation }: CallState, url: string): NetworkError {
  const code = causeCode(cause)
  const advice = neverConnected.test(code)
    ? 'check `baseUrl`, and that the service is up and reachable from here'
    : 'the connection broke before the answer was complete'
  const message = `No answer from ${new URL(url).host} (${code || (cause as Error)?.message}); ${advice}.`
  return new NetworkError(message, attempts, { cause, operation: operation?.id })
}

function mayRepeat(call: CallState, method: string, { response, error }: Attempt): boolean {
  const repeatable = call.repeatable || isRepeatable(method, call.operation)
  if (response) return repeatable && isTransientStatus(response.status)
  if (error instanceof TimeoutError) return repeatable && error.limit === 'timeout'
  return error instanceof NetworkError && (repeatable || neverConnected.test(causeCode(error.cause)))
}

/** Sends a request until it is answered for good, within the call's bounds. Throws the typed error of the last attempt. */
export async function send(core: ClientCore, call: CallState, request: Request, init?: RequestInit): Promise<Response> {
  const { clock, credentials, hooks, budget } = core
  const operation = call.operation?.id
  const endsAt = clock.now() + call.deadline
  const schemes = credentials.choose(call.operation ? call.operation.security : core.contract.security, operation)
  const body = request.body ? await request.arrayBuffer() : undefined

  const within = (timeout: number) => {
    const left = endsAt - clock.now()
    const limit = timeout < left ? 'timeout' : 'deadline'
    const expired = () => new TimeoutError(limit, call[limit], call.attempts, { operation })
    return bound(clock, Math.min(timeout, left), expired, call.signal, (cause) => new AbortError({ cause, operation }))
  }

  const attempt = async (signal: AbortSignal): Promise<Attempt> => {
    try {
      const { response, sent } = await exchange(core, call, request, body, schemes, signal, init)
      if (!call.operation) return { response, sent }
      const asFile = call.operation.answer === 'blob'
      const reading = { limit: core.maxResponseBytes, asFile, again: core.transport.watched }
      call.whole = await readWhole(response, reading, signal)
      return { response: call.whole.response, sent }
    } catch (error) {
      if (signal.aborted) return { error: signal.reason as Error }
      return { error: isCallError(error) ? error : networkError(error, call, request.url) }
    }
  }

  let renewed = false
  for (let repeated = 1; ; repeated += 1) {
    call.attempts += 1
    if (call.attempts === 1) budget.deposit()
    const { signal, release } = within(call.timeout)
    try {
      const began = clock.now()
      const result = await attempt(signal)
      const { response, error, sent } = result
      const event = () => ({ operation, attempt: call.attempts, method: request.method, url: redactUrl(request.url) })
      if (error) hooks.onError?.({ ...event(), error, duration: clock.now() - began })
      if (response?.status === 401 && sent && sent.schemes.length > 0) {
        const caller = operation ?? `${request.method} ${request.url}`
        if (renewed) credentials.refused(sent, caller)
        else if (await credentials.renew(sent, caller, signal)) {
          renewed = true
          repeated -= 1
          hooks.onRetry?.({ ...event(), delay: 0, reason: 401 })
          continue
        }
      }
      const retryAfter = parseRetryAfter(response?.headers.get('retry-after') ?? null, clock.now())
      const delay = mayRepeat(call, request.method, result)
        ? retryDelay(repeated, retryAfter, endsAt - clock.now(), call.retry, clock.random())
        : undefined
      if (delay === undefined || !budget.withdraw()) {
        if (!response) throw error
        // Its caller still reads the body, and may abort that.
        if (!call.operation) release(true)
        return response
      }
      hooks.onRetry?.({ ...event(), delay, reason: error ?? (response as Response).status })
      release()
      const waiting = within(call.deadline)
      await sleep(clock, delay, waiting.signal).finally(waiting.release)
    } finally {
      release()
    }
  }
}
