import { resolveOptions } from '../errors/input-error.ts'

/** A failed attempt, for {@link RetryOptions.shouldRetry}. */
export interface FailedAttempt {
  /** Id of the operation; undefined for a call by a path that the contract does not have. */
  readonly operation: string | undefined
  /** Number of the attempt, from 1. */
  readonly attempt: number
  /** The response, its body already read; undefined if there was none. */
  readonly response: Response | undefined
  /** The error of an attempt without a response. */
  readonly error: Error | undefined
  /** Whether the client would retry: the failure may disappear, and sending again does no harm. */
  readonly wouldRetry: boolean
}

/** When and how often a failed request is sent again. */
export interface RetryOptions {
  /** Maximum number of retries after the first attempt. @default 2 */
  retries?: number
  /** Upper limit of the first delay in milliseconds; it doubles with each retry. @default 300 */
  baseDelay?: number
  /** Upper limit of any delay that the server did not ask for, in milliseconds. @default 10_000 */
  maxDelay?: number
  /**
   * Decides whether a failed attempt is retried, within `retries` and the retry budget.
   * @default wouldRetry
   */
  shouldRetry?: (failed: FailedAttempt) => boolean
}

/** Retry options of which all have a value. */
export type ResolvedRetry = Required<RetryOptions>

/** Retry options of a client without any. */
export const defaultRetry: ResolvedRetry = {
  retries: 2,
  baseDelay: 300,
  maxDelay: 10_000,
  shouldRetry: ({ wouldRetry }) => wouldRetry,
}

/**
 * Returns retry options with defaults for those that are not set. Throws InputError for an invalid
 * one.
 */
export function retryOptions(
  options: RetryOptions | false | undefined,
  defaults: ResolvedRetry,
  operation?: string | undefined,
): ResolvedRetry {
  if (options === undefined) return defaults
  return resolveOptions(defaults, options || { retries: 0 }, operation, 'retry.')
}

/** Error statuses whose cause may disappear by itself. */
export const transientStatus: RegExp = /^(408|425|429|50[0234])$/

/**
 * Returns the delay that a Retry-After header asks for, in milliseconds from `now`. The header
 * holds seconds or an HTTP date; undefined for anything else. `retry-after-ms`, which some services
 * send beside it, is more exact.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3
 */
export function parseRetryAfter(headers: Headers, now: number): number | undefined {
  const exact = `${headers.get('retry-after-ms')}`
  if (/^\d+(\.\d+)?$/.test(exact)) return Number(exact)
  const value = `${headers.get('retry-after')}`
  if (/^\d+$/.test(value)) return Number(value) * 1000
  // Date.parse accepts many formats; an HTTP date starts with the name of a day.
  if (!/^[A-Z][a-z]{2,8}, /.test(value)) return undefined
  const at = Date.parse(value)
  return Number.isNaN(at) ? undefined : Math.max(0, at - now)
}

/** How often, and after which delays, a request is sent again. */
type Timing = Omit<ResolvedRetry, 'shouldRetry'>

/**
 * Returns a delay with full jitter: without it, clients that failed together would retry together.
 *
 * @param retries - The number of retries before.
 */
export function backoff(retries: number, options: Timing, random: number): number {
  return random * Math.min(options.maxDelay, options.baseDelay * 2 ** retries)
}
