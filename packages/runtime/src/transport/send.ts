import { AbortError } from '../errors/abort-error.ts'
import { NetworkError } from '../errors/network-error.ts'
import { TimeoutError } from '../errors/timeout-error.ts'
import { isIdempotent } from '../operation/operation.ts'
import { sendAttempt } from './attempt.ts'
import { neverConnected } from './connection-error.ts'
import type { CallState, ClientContext } from './context.ts'
import { eventOf } from './hooks.ts'
import { isTransientStatus, parseRetryAfter, retryDelay, retryOptions } from './retry.ts'
import { sleep, type TimeLimit, withTimeLimit } from './time-limit.ts'

function mayRepeat(call: CallState, status: number | undefined, error: unknown): boolean {
  // Redirects that lead nowhere have no cause, and would do so again.
  const isBroken = error instanceof NetworkError && error.cause !== undefined
  if (isBroken && !call.responded && neverConnected(error)) return true
  const transient =
    status === undefined ? isBroken || error instanceof TimeoutError : isTransientStatus(status)
  return transient && (call.options.idempotent || isIdempotent(call.request.method, call.operation))
}

/**
 * Sends a request until it is answered for good, within the call's bounds; `read` takes what it needs of an answer while
 * the attempt's bound holds. Throws the typed error of the last attempt.
 */
export async function sendWithRetries<Answer extends { readonly response: Response }>(
  core: ClientContext,
  call: CallState,
  read: (response: Response) => Promise<Answer>,
): Promise<Answer> {
  const { clock, credentials, hooks, budget } = core
  const {
    signal,
    timeout = core.timeout,
    totalTimeout: deadline = core.totalTimeout,
  } = call.options
  const operation = call.operation?.id
  const endsAt = clock.now() + deadline
  const aborted = (cause: unknown) => new AbortError({ cause, operation })

  const bounds = (): TimeLimit => {
    const left = endsAt - clock.now()
    const limit = timeout < left ? 'timeout' : 'totalTimeout'
    const expired = () =>
      new TimeoutError(limit, limit === 'timeout' ? timeout : deadline, call.attempts, {
        operation,
      })
    return { ms: Math.min(timeout, left), expired, signal, aborted }
  }

  const wait = (repeated: number, response: Response | undefined) => {
    const now = clock.now()
    const retryAfter = parseRetryAfter(response?.headers.get('retry-after'), now)
    return retryDelay(
      repeated,
      retryAfter,
      endsAt - now,
      retryOptions(call.options.retry, core.retry),
      clock.random(),
    )
  }

  let renewed = false
  budget.deposit()
  for (let repeated = 1; ; repeated += 1) {
    call.attempts += 1
    const began = clock.now()
    let answer: Answer | undefined
    let error: Error | undefined
    try {
      answer = await withTimeLimit(clock, bounds(), (ending) =>
        sendAttempt(core, call, ending, read),
      )
    } catch (thrown) {
      error = thrown as Error
      hooks.onError?.({ ...eventOf(call), error, duration: clock.now() - began })
    }
    if (answer?.response.ok) return answer
    const status = answer?.response.status
    const caller = operation ?? `${call.request.method} ${call.request.url}`
    const renew = () => credentials.renew(call.schemes, call.values, caller, renewed)
    if (status === 401 && (await withTimeLimit(clock, bounds(), renew))) {
      renewed = true
      repeated -= 1
      hooks.onRetry?.({ ...eventOf(call), delay: 0, reason: 401 })
      continue
    }
    const delay = mayRepeat(call, status, error) ? wait(repeated, answer?.response) : undefined
    if (delay === undefined || !budget.withdraw()) {
      if (answer) return answer
      throw error
    }
    hooks.onRetry?.({ ...eventOf(call), delay, reason: error ?? (status as number) })
    await sleep(clock, delay, { ...bounds(), ms: Number.POSITIVE_INFINITY })
  }
}
