import { isSuccess, type ReadReceived, type ReceivedResponse } from '../operation/reader.ts'
import { sendAttempt } from './attempt.ts'
import { sleep } from './clock.ts'
import type { CallState } from './context.ts'
import type { CredentialCache } from './credential-cache.ts'
import { emit } from './emit.ts'
import { renewCredentials } from './renewal.ts'
import { retryOptions } from './retry.ts'
import { retryDelay } from './retry-delay.ts'
import { withinCall } from './time-limit.ts'

/**
 * Sends a request until it has a final response, within the time limits of the call. `read` reads
 * the response while the time limit of the attempt applies. Throws the typed error of the last
 * attempt.
 */
export async function sendWithRetries<Read>(
  call: CallState,
  read: ReadReceived<Read>,
): Promise<ReceivedResponse<Read>> {
  const { context, request, id } = call
  const { clock, budget, rateLimit, onError, onRetry } = context
  const caches = call.schemes.map((scheme) => call.find(scheme) as CredentialCache)
  const retry = retryOptions(call.options.retry, context.retry, id)
  const key = id ?? `${request.method} ${request.url}`
  let wasRenewed = false
  let retries = 0
  let startedAt = 0
  const attempt = () => {
    startedAt = onError ? clock.now() : 0
    call.attempts += 1
    return withinCall(call, (signal) => sendAttempt(call, caches, read, signal), call.timeout)
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
    if (outcome && isSuccess(outcome.status)) {
      for (const cache of caches) cache.accept(key)
      return outcome
    }
    const isRejected = outcome?.status === 401
    const isRenewed = isRejected && (await renewCredentials(call, caches, key, wasRenewed))
    const delay = isRenewed ? 0 : retryDelay(call, retry, retries, outcome?.response, error)
    if (delay === undefined) {
      if (outcome) return outcome
      throw error
    }
    if (onRetry) emit(call, onRetry, { delay, reason: error ?? (outcome?.status as number) })
    // A renewal is not a retry: it neither waits nor counts.
    if (isRenewed) wasRenewed = true
    else {
      retries += 1
      await withinCall(call, (signal) => sleep(clock, delay, signal))
    }
  }
}
