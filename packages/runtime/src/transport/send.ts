import { AbortError } from '../errors/abort-error.ts'
import { NetworkError } from '../errors/network-error.ts'
import { TimeoutError } from '../errors/timeout-error.ts'
import { isIdempotent } from '../operation/operation.ts'
import { sendAttempt } from './attempt.ts'
import { neverConnected, toNetworkError } from './connection-error.ts'
import { type CallState, type ClientContext, eventOf } from './context.ts'
import { parseRetryAfter, retryDelay, retryOptions, transientStatuses } from './retry.ts'
import { sleep, type TimeLimit, withTimeLimit } from './time-limit.ts'

function mayRetry(call: CallState, status: number | undefined, error: unknown): boolean {
  // An endless redirect has no cause and would occur again.
  const isBroken = error instanceof NetworkError && error.cause !== undefined
  if (isBroken && !call.responded && neverConnected(error)) return true
  const isTransient =
    isBroken || error instanceof TimeoutError || transientStatuses.has(status as number)
  return (
    isTransient && (call.options.idempotent || isIdempotent(call.request.method, call.operation))
  )
}

/**
 * Sends a request until it has a final response, within the time limits of the call. `read` reads the response while the
 * time limit of the attempt applies. Throws the typed error of the last attempt.
 */
export async function sendWithRetries<Read extends { readonly response: Response }>(
  context: ClientContext,
  call: CallState,
  read: (response: Response) => Promise<Read>,
): Promise<Read> {
  const { clock, credentials, hooks, budget } = context
  const { signal, timeout = context.timeout, totalTimeout = context.totalTimeout } = call.options
  const operation = call.operation?.id
  const limits = { timeout, totalTimeout }
  const endsAt = clock.now() + totalTimeout

  const timeLimit = (): TimeLimit => {
    const remaining = endsAt - clock.now()
    const limit = timeout < remaining ? 'timeout' : 'totalTimeout'
    return {
      ms: Math.min(timeout, remaining),
      expired: () => new TimeoutError(limit, limits[limit], { attempts: call.attempts, operation }),
      signal,
      aborted: (cause) => new AbortError({ cause, operation }),
    }
  }

  let wasRenewed = false
  let retryCount = 0
  budget.deposit()
  for (;;) {
    call.attempts += 1
    const startedAt = clock.now()
    let outcome: Read | undefined
    let error: Error | undefined
    try {
      outcome = await withTimeLimit(clock, timeLimit(), async (attemptSignal) =>
        read(await sendAttempt(context, call, attemptSignal)).catch(toNetworkError(call)),
      )
    } catch (thrown) {
      error = thrown as Error
      hooks.onError?.({ ...eventOf(call), error, duration: clock.now() - startedAt })
    }
    const response = outcome?.response
    const status = response?.status
    if (response?.ok) return outcome as Read
    const renew = () =>
      credentials.renew(call.schemes, call.values, {
        operation: operation ?? `${call.request.method} ${call.request.url}`,
        wasRenewed,
      })
    if (status === 401 && (await withTimeLimit(clock, timeLimit(), renew))) {
      // One renewal is not a retry: it neither waits nor counts.
      wasRenewed = true
      hooks.onRetry?.({ ...eventOf(call), delay: 0, reason: 401 })
      continue
    }
    const now = clock.now()
    const delay = mayRetry(call, status, error)
      ? retryDelay(retryCount + 1, retryOptions(call.options.retry, context.retry), {
          retryAfter: parseRetryAfter(response?.headers.get('retry-after'), now),
          remaining: endsAt - now,
          random: clock.random(),
        })
      : undefined
    if (delay === undefined || !budget.withdraw()) {
      if (outcome) return outcome
      throw error
    }
    retryCount += 1
    hooks.onRetry?.({ ...eventOf(call), delay, reason: error ?? (status as number) })
    await sleep(clock, delay, { ...timeLimit(), ms: Infinity })
  }
}
