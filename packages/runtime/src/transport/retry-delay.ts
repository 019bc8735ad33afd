import { NetworkError } from '../errors/network-error.ts'
import { TimeoutError } from '../errors/timeout-error.ts'
import { isIdempotent } from '../operation/operation.ts'
import type { CallState } from './context.ts'
import { backoff, parseRetryAfter, type ResolvedRetry, transientStatus } from './retry.ts'

// A certificate or an error in a program would fail again; what `fetch` throws without a code may
// be either.
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

/**
 * Returns the delay before a failed attempt is retried, in milliseconds; undefined if it is not
 * retried.
 *
 * @param retries - How often the call was retried before.
 * @param response - The response of the attempt; undefined if it ended with an error.
 */
export function retryDelay(
  call: CallState,
  retry: ResolvedRetry,
  retries: number,
  response: Response | undefined,
  error: Error | undefined,
): number | undefined {
  const { clock, rateLimit, budget } = call.context
  const now = clock.now()
  const delay =
    (response &&
      (rateLimit?.retryAfter(response, now) ?? parseRetryAfter(response.headers, now))) ??
    backoff(retries, retry, clock.random())
  const failed = {
    operation: call.id,
    attempt: call.attempts,
    response,
    error,
    wouldRetry: wouldRetry(call, response?.status, error),
  }
  // Any other error is one of the caller: an abort, an invalid input, a hook that throws.
  const isFailure = response || error instanceof NetworkError || error instanceof TimeoutError
  const isRetried =
    isFailure &&
    retry.shouldRetry(failed) &&
    retries < retry.retries &&
    delay < call.endsAt - now &&
    budget.withdraw()
  return isRetried ? delay : undefined
}
