import { parseRetryAfter } from '../transport/retry.ts'

// Services send a date in milliseconds or seconds since the epoch, or the seconds until it.
function millisecondsUntil(reset: number, now: number): number {
  if (reset > 1e12) return Math.max(0, reset - now)
  return reset > 1e9 ? Math.max(0, reset * 1000 - now) : reset * 1000
}

function numberIn(
  value: string | null | undefined,
  pattern = /^\s*(\d+(?:\.\d+)?)/,
): number | undefined {
  const digits = pattern.exec(value ?? '')?.[1]
  return digits === undefined ? undefined : Number(digits)
}

/** How many requests a service still accepts, and the number under which it names its reset. */
interface Quota {
  readonly remaining: number | undefined
  readonly reset: number | undefined
}

// Three generations of the draft, and what it was made from.
// https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/
function quotasOf(headers: Headers): Quota[] {
  const items = headers.get('ratelimit')?.split(/,\s*(?=")/) ?? []
  const prefixes = ['ratelimit-', 'x-ratelimit-', 'x-rate-limit-']
  return [
    ...items.map((item) => ({
      remaining: numberIn(item, /(?:;\s*r|remaining)=(\d+)/),
      reset: numberIn(item, /(?:;\s*t|reset)=(\d+)/),
    })),
    ...prefixes.map((prefix) => ({
      remaining: numberIn(headers.get(`${prefix}remaining`)),
      reset: numberIn(headers.get(`${prefix}reset`)),
    })),
  ]
}

/**
 * Returns the milliseconds after which a service accepts the next request: what a 429 or 503 asks for, else the reset of a
 * quota that is used up. Undefined if the response contains neither.
 */
export function timeToReset({ status, headers }: Response, now: number): number | undefined {
  const isRejected = status === 429
  if (isRejected || status === 503) {
    const retryAfter = parseRetryAfter(headers, now)
    if (retryAfter !== undefined) return retryAfter
  }
  const resets = quotasOf(headers).flatMap(({ remaining, reset }) =>
    reset !== undefined && (remaining === 0 || (isRejected && remaining === undefined))
      ? millisecondsUntil(reset, now)
      : [],
  )
  return resets.length > 0 ? Math.max(...resets) : undefined
}
