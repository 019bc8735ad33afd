/** When and how often a failed request is sent again. */
export interface RetryOptions {
  /** Most repetitions after the first attempt. @default 2 */
  retries?: number
  /** Upper end of the first wait in milliseconds; it doubles with each attempt. @default 300 */
  baseDelay?: number
  /** Upper end of any wait that the service did not ask for, in milliseconds. @default 10_000 */
  maxDelay?: number
}

export const defaultRetry: Required<RetryOptions> = { retries: 2, baseDelay: 300, maxDelay: 10_000 }

/** Retry options with every member set. */
export function retryOptions(
  chosen: RetryOptions | false | undefined,
  base: Required<RetryOptions>,
): Required<RetryOptions> {
  return { ...base, ...(chosen === false ? { retries: 0 } : chosen) }
}

const transientStatus = /^(408|425|429|50[0234])$/

/** Tells whether a status may go away by itself. */
export function isTransientStatus(status: number): boolean {
  return transientStatus.test(String(status))
}

/**
 * Reads a Retry-After header, which holds seconds or an HTTP date, as milliseconds from `now`. Undefined when it holds neither.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3
 */
export function parseRetryAfter(value: string | null | undefined, now: number): number | undefined {
  const text = value ?? ''
  if (/^\d+$/.test(text)) return Number(text) * 1000
  // Date.parse takes many notations; an HTTP date starts with the name of a day.
  const at = /^[A-Z][a-z]{2,8}, /.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(at) ? undefined : Math.max(0, at - now)
}

/** Full jitter: anywhere from nothing to the doubled base, so that clients that failed together do not return together. */
export function backoff(attempt: number, options: Required<RetryOptions>, random: number): number {
  return random * Math.min(options.maxDelay, options.baseDelay * 2 ** (attempt - 1))
}

/**
 * Milliseconds to wait before the next attempt, or undefined when there shall be none: the repetitions are used up, or
 * the wait would pass the deadline.
 */
export function retryDelay(
  attempt: number,
  retryAfter: number | undefined,
  remaining: number,
  options: Required<RetryOptions>,
  random: number,
): number | undefined {
  if (attempt > options.retries) return undefined
  const delay = retryAfter ?? backoff(attempt, options, random)
  return delay < remaining ? delay : undefined
}

/** Lets a client repeat about one call in ten, so that an outage is not answered with a multiple of the traffic. */
export interface RetryBudget {
  /** Counts a first attempt. */
  deposit(): void
  /** Takes one repetition out; false when there is none left. */
  withdraw(): boolean
}

/** A full budget: `size` repetitions at once, and the `share` of calls that may be repeated in the long run. */
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
