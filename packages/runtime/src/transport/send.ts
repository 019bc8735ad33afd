import { NetworkError } from '../errors/network-error.ts'
import { TimeoutError } from '../errors/timeout-error.ts'
import { isIdempotent } from '../operation/operation.ts'
import { sendAttempt } from './attempt.ts'
import { toNetworkError } from './connection-error.ts'
import type { CallState, ClientContext } from './context.ts'
import type { CredentialCache } from './credential-cache.ts'
import { emit } from './emit.ts'
import { backoff, parseRetryAfter, retryOptions, transientStatus } from './retry.ts'
import { withinCall } from './start-call.ts'
import { sleep } from './time-limit.ts'

function wouldRetry(
  call: CallState,
  status: number | undefined,
  error: Error | undefined,
): boolean {
  const problem = error instanceof NetworkError && error.problem
  if (problem === 'unreachable' && !call.responded) return true
  // A certificate or an error in a program would fail again; what `fetch` throws without a code may be either.
  const isTransient =
    problem === 'unreachable' ||
    problem === 'broken' ||
    (problem === 'fetch' && !/^(Reference|Range|Syntax)Error/.test(`${error?.cause}`)) ||
    error instanceof TimeoutError ||
    transientStatus.test(`${status}`)
  return (
    isTransient && (call.options.idempotent || isIdempotent(call.request.method, call.operation))
  )
}

// Returns whether there is another credential to send than the one that was rejected.
function renewCredentials(
  context: ClientContext,
  call: CallState,
  caches: readonly CredentialCache[],
  operation: string,
): Promise<boolean> {
  call.awaited = 'credential'
  const renew = async (signal: AbortSignal) => {
    const renewed = caches.map((cache, index) =>
      cache.renew(call.values[index] as string, operation, signal),
    )
    return (await Promise.all(renewed)).includes(true)
  }
  return withinCall(context, call, renew, call.timeout)
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
  const { clock, budget } = context
  const { rateLimit } = context.options
  const { request } = call
  const caches = call.credentials.cachesOf(call.schemes)
  const operation = call.operation?.id
  const retry = retryOptions(call.options.retry, context.retry, operation)
  const id = operation ?? `${request.method} ${request.url}`
  let wasRenewed = false
  let retries = 0
  budget.deposit()
  for (;;) {
    let outcome: Read | undefined
    let error: Error | undefined
    let startedAt = clock.now()
    const attempt = () => {
      call.attempts += 1
      return withinCall(
        context,
        call,
        async (signal) => {
          const response = await sendAttempt(context, call, caches, signal)
          // What it throws before it reads is no problem of the connection.
          const reading = read(response)
          try {
            return await reading
          } catch (cause) {
            throw toNetworkError(context, call, cause)
          }
        },
        call.timeout,
      )
    }
    call.awaited = 'turn in the rate limit'
    try {
      outcome = rateLimit
        ? await withinCall(context, call, (signal) => {
            const delayed = () => {
              startedAt = clock.now()
              return attempt()
            }
            return rateLimit.run(delayed, clock, signal)
          })
        : await attempt()
    } catch (thrown) {
      const failed = thrown as Error
      error = failed
      emit(context, call, 'onError', () => ({
        error: failed,
        duration: clock.now() - startedAt,
      }))
    }
    const response = outcome?.response
    const status = response?.status
    if (response?.ok) {
      for (const cache of caches) cache.accept(id)
      return outcome as Read
    }
    const emitRetry = (delay: number) =>
      emit(context, call, 'onRetry', () => ({ delay, reason: error ?? (status as number) }))
    if (status === 401 && wasRenewed) {
      for (const cache of caches) cache.deny(id)
    } else if (status === 401) {
      wasRenewed = await renewCredentials(context, call, caches, id)
      // A renewal is not a retry: it neither waits nor counts.
      if (wasRenewed) {
        emitRetry(0)
        continue
      }
    }
    const now = clock.now()
    const delay =
      (response &&
        (rateLimit?.retryAfter(response, now) ?? parseRetryAfter(response.headers, now))) ??
      backoff(retries + 1, retry, clock.random())
    // Any other error is one of the caller: an abort, an invalid input, a hook that throws.
    const isFailure = outcome || error instanceof NetworkError || error instanceof TimeoutError
    const failed = { operation, attempt: call.attempts, response, error }
    const isRetried =
      isFailure &&
      retry.shouldRetry({ ...failed, wouldRetry: wouldRetry(call, status, error) }) &&
      retries < retry.retries &&
      delay < call.endsAt - now &&
      budget.withdraw()
    if (!isRetried) {
      if (outcome) return outcome
      throw error
    }
    emitRetry(delay)
    retries += 1
    await withinCall(context, call, (signal) => sleep(clock, delay, signal))
  }
}
