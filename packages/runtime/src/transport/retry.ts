/** When and how often a failed request is sent again. */
export interface RetryOptions {
  /** Maximum number of retries after the first attempt. @default 2 */
  retries?: number
  /** Upper limit of the first delay in milliseconds; it doubles with each retry. @default 300 */
  baseDelay?: number
  /** Upper limit of any delay that the server did not ask for, in milliseconds. @default 10_000 */
  maxDelay?: number
}

/** Retry options of a client without any. */
export const defaultRetry: Required<RetryOptions> = { retries: 2, baseDelay: 300, maxDelay: 10_000 }

/** Returns retry options with defaults for those that are not set. */
export function retryOptions(
  options: RetryOptions | false | undefined,
  defaults: Required<RetryOptions>,
): Required<RetryOptions> {
  return { ...defaults, ...(options === false ? { retries: 0 } : options) }
}

/** Error statuses whose cause may disappear by itself. */
export const transientStatuses: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504])

/**
 * Returns the delay that a Retry-After header asks for, in milliseconds from `now`. The header holds seconds or an HTTP
 * date; undefined for anything else.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3
 */
export function parseRetryAfter(
  header: string | null | undefined,
  now: number,
): number | undefined {
  const value = header ?? ''
  if (/^\d+$/.test(value)) return Number(value) * 1000
  // Date.parse accepts many formats; an HTTP date starts with the name of a day.
  if (!/^[A-Z][a-z]{2,8}, /.test(value)) return undefined
  const at = Date.parse(value)
  return Number.isNaN(at) ? undefined : Math.max(0, at - now)
}

/** Returns a delay with full jitter: without it, clients that failed together would retry together. */
export function backoff(retry: number, options: Required<RetryOptions>, random: number): number {
  return random * Math.min(options.maxDelay, options.baseDelay * 2 ** (retry - 1))
}

/**
 * Returns the milliseconds to wait before a retry (numbered from 1). Undefined if all retries are used up, or if the
 * delay would exceed the remaining time of the call.
 */
export function retryDelay(
  retry: number,
  options: Required<RetryOptions>,
  {
    retryAfter,
    remaining,
    random,
  }: {
    readonly retryAfter: number | undefined
    readonly remaining: number
    readonly random: number
  },
): number | undefined {
  if (retry > options.retries) return undefined
  const delay = retryAfter ?? backoff(retry, options, random)
  return delay < remaining ? delay : undefined
}

/** Limits the retries of a client to about one in ten calls, so that retries do not multiply traffic in an outage. */
export interface RetryBudget {
  /** Counts a first attempt. */
  deposit(): void
  /** Takes one retry from the budget; false if none is left. */
  withdraw(): boolean
}

/** Returns a full budget: `size` retries at once, and `share` retries per call in the long run. */
export function retryBudget(size = 20, share = 0.1): RetryBudget {
  let tokens = size
  return {
    deposit() {
      tokens = Math.min(size, tokens + share)
    },
    withdraw() {
      if (tokens < 1) return false
      tokens -= 1
      return true
    },
  }
}
