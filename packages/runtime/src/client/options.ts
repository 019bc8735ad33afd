import type { HeaderOptions } from '../request/extra-headers.ts'
import { type Clock, systemClock } from '../transport/clock.ts'
import type { Hooks, Plugin, RateLimiter } from '../transport/hooks.ts'
import type { RetryOptions } from '../transport/retry.ts'
import type { RetryBudgetOptions } from '../transport/retry-budget.ts'

/** Options of a client of any contract. Credentials are further options, named after their schemes. */
export interface RuntimeOptions extends Hooks {
  /** Where requests are sent instead of the contract's servers: one URL for all, or a URL by host. */
  baseUrl?: string | URL | Readonly<Record<string, string | URL>>
  /** Values of the variables in the contract's server URLs. */
  serverVariables?: Readonly<Record<string, string>>
  /** Headers of every request. Those of a call and of its input take precedence. */
  headers?: HeaderOptions
  /** Sends a request. @default globalThis.fetch */
  fetch?: (url: string, init: RequestInit) => Promise<Response>
  /** Time limit of one attempt in milliseconds, reading the body included. @default 30_000 */
  timeout?: number
  /** Time limit of a whole call in milliseconds, retries, their delays and plugins included. @default 120_000 */
  totalTimeout?: number
  /** Retries of failed idempotent calls; `false` for none. @default { retries: 2, baseDelay: 300, maxDelay: 10_000 } */
  retry?: RetryOptions | false
  /** Limit of the retries of all calls together. @default { reserve: 100, share: 0.1 } */
  retryBudget?: RetryBudgetOptions
  /** Limit of the requests in flight, and the pause after a 429: `rateLimit(…)`. @default none */
  rateLimit?: RateLimiter
  /** Maximum size of a response body in bytes; a larger body makes the result a failure. @default Infinity */
  maxResponseBytes?: number
  /** Plugins that run for every call, such as validation. */
  plugins?: readonly Plugin[]
  /** Time and randomness. @default the system's */
  clock?: Clock
}

type WithDefault = 'clock' | 'maxResponseBytes' | 'plugins' | 'timeout' | 'totalTimeout'

type WithoutDefault = Exclude<keyof RuntimeOptions, WithDefault>

type ResolvedOptions = Required<Pick<RuntimeOptions, WithDefault>> & {
  [Name in WithoutDefault]: RuntimeOptions[Name] | undefined
}

/** Every option of a client, with its default. */
export const defaultOptions: ResolvedOptions = {
  baseUrl: undefined,
  clock: systemClock,
  fetch: undefined,
  headers: undefined,
  maxResponseBytes: Infinity,
  onError: undefined,
  onRequest: undefined,
  onResponse: undefined,
  onRetry: undefined,
  plugins: [],
  rateLimit: undefined,
  retry: undefined,
  retryBudget: undefined,
  serverVariables: undefined,
  timeout: 30_000,
  totalTimeout: 120_000,
}
