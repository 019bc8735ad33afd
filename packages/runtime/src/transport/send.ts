import { NetworkError } from '../errors/network-error.ts'
import { TimeoutError } from '../errors/timeout-error.ts'
import { isIdempotent } from '../operation/operation.ts'
import { isSuccess, type ReadReceived, type ReceivedResponse } from '../operation/reader.ts'
import { sendAttempt } from './attempt.ts'
import { sleep } from './clock.ts'
import type { CallState } from './context.ts'
import type { CredentialCache } from './credential-cache.ts'
import { emit } from './emit.ts'
import { backoff, parseRetryAfter, retryOptions, transientStatus } from './retry.ts'
import { withinCall } from './time-limit.ts'

// A certificate or an error in a program would fail again; what `fetch` throws without a code may be either.
function isTransient({ problem, cause }: NetworkError): boolean {
  return problem === 'fetch'
    ? !/^(Reference|Range|Syntax)Error/.test(`${cause}`)
    : problem !== 'tls' && problem !== 'redirects'
}

function wouldRetry(call: CallState, status: number | undefined, error?: Error): boolean {
  const { request, operation, options, responded } = call
  const isNetwork = error instanceof NetworkError
  if (isNetwork && error.problem === 'unreachable' && !responded) return true
  const mayPass = isNetwork ? isTransient(error) : error || transientStatus.test(`${status}`)
  return !!mayPass && (options.idempotent || isIdempotent(request.method, operation))
}

// Returns whether there is another credential to send than the one that was rejected.
function renewCredentials(
  call: CallState,
  caches: readonly CredentialCache[],
  id: string,
): Promise<boolean> {
  call.awaited = 'credential'
  const renew = async (signal: AbortSignal) => {
    const renewed = caches.map((cache, index) =>
      cache.renew(call.values[index] as string, id, signal),
    )
    return (await Promise.all(renewed)).includes(true)
  }
  return withinCall(call, renew, call.timeout)
}

/**
 * Sends a request until it has a final response, within the time limits of the call. `read` reads the response while the
 * time limit of the attempt applies. Throws the typed error of the last attempt.
 */
export async function sendWithRetries<Read>(
  call: CallState,
  read: ReadReceived<Read>,
): Promise<ReceivedResponse<Read>> {
  const { context, request, id: operation } = call
  const { clock, budget, rateLimit, onError, onRetry } = context
  const caches = call.schemes.map((scheme) => call.find(scheme) as CredentialCache)
  const retry = retryOptions(call.options.retry, context.retry, operation)
  const id = operation ?? `${request.method} ${request.url}`
  let wasRenewed = false
  let retries = 0
  let startedAt = 0
  const send = (signal: AbortSignal) => sendAttempt(call, caches, read, signal)
  const attempt = () => {
    startedAt = onError ? clock.now() : 0
    call.attempts += 1
    return withinCall(call, send, call.timeout)
  }
  budget.deposit()
  for (;;) {
    let outcome: ReceivedResponse<Read> | undefined
    let error: Error | undefined
    startedAt = onError ? clock.now() : 0
    call.awaited = 'turn in the rate limit'
    try {
      outcome = rateLimit
        ? await withinCall(call, (signal) => rateLimit.run(attempt, clock, signal))
        : await attempt()
    } catch (thrown) {
      error = thrown as Error
      if (onError) emit(call, onError, { error, duration: clock.now() - startedAt })
    }
    const { response, status } = outcome ?? {}
    if (outcome && isSuccess(outcome.status)) {
      for (const cache of caches) cache.accept(id)
      return outcome
    }
    const reason = error ?? (status as number)
    if (status === 401 && wasRenewed) {
      for (const cache of caches) cache.deny(id)
    } else if (status === 401) {
      wasRenewed = await renewCredentials(call, caches, id)
      // A renewal is not a retry: it neither waits nor counts.
      if (wasRenewed) {
        if (onRetry) emit(call, onRetry, { delay: 0, reason })
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
    if (onRetry) emit(call, onRetry, { delay, reason })
    retries += 1
    await withinCall(call, (signal) => sleep(clock, delay, signal))
  }
}
