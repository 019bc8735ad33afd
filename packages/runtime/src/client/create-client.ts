import type { Contract } from '../operation/operation.ts'
import type { ClientContext } from '../transport/context.ts'
import { credentialsOf } from '../transport/credentials.ts'
import type { Hooks, Plugin } from '../transport/hooks.ts'
import { defaultRetry, type RetryOptions, retryBudget, retryOptions } from '../transport/retry.ts'
import { type Clock, systemClock } from '../transport/time-limit.ts'
import { type Client, contextKey } from './client.ts'
import { serverUrls } from './servers.ts'

/** Options of a client of any contract. Credentials are further options, named after their schemes. */
export interface RuntimeOptions extends Hooks {
  /** Where requests are sent instead of the contract's servers: one URL for all, or a URL by host. */
  baseUrl?: string | Readonly<Record<string, string>>
  /** Values of the variables in the contract's server URLs. */
  serverVariables?: Readonly<Record<string, string>>
  /** Sends a request. @default globalThis.fetch */
  fetch?: (url: string, init: RequestInit) => Promise<Response>
  /** Time limit of one attempt in milliseconds, reading the body included. @default 30_000 */
  timeout?: number
  /** Time limit of a whole call in milliseconds, retries and their delays included. @default 120_000 */
  totalTimeout?: number
  /** Retries of failed idempotent calls; `false` for none. @default { retries: 2, baseDelay: 300, maxDelay: 10_000 } */
  retry?: RetryOptions | false
  /** Maximum size of a response body in bytes; a larger body makes the result a failure. @default Infinity */
  maxResponseBytes?: number
  /** Plugins that run for every call, such as validation. */
  plugins?: readonly Plugin[]
  /** Time and randomness. @default the system's */
  clock?: Clock
}

/**
 * Returns a client of a contract; generated code calls it with its own contract. Throws InputError for an invalid
 * `baseUrl`.
 *
 * @param contract - Servers of the contract; the generator writes it.
 * @param options - Credentials by scheme, and how calls are made.
 */
export function createContractClient(
  contract: Contract,
  options: RuntimeOptions & Readonly<Record<string, unknown>>,
): Client {
  const {
    clock = systemClock,
    plugins = [],
    timeout = 30_000,
    totalTimeout = 120_000,
    maxResponseBytes = Infinity,
  } = options
  const context: ClientContext = {
    credentials: credentialsOf(options, clock),
    serverUrl: serverUrls(contract, options),
    // Read at each request, because test tools replace globalThis.fetch later.
    fetch: async (url, init) => (options.fetch ?? globalThis.fetch)(url, init),
    clock,
    hooks: options,
    plugins,
    budget: retryBudget(),
    retry: retryOptions(options.retry, defaultRetry),
    timeout,
    totalTimeout,
    maxResponseBytes,
  }
  for (const plugin of plugins) plugin.setup?.(contract)
  return Object.defineProperty({} as Client, contextKey, { value: context })
}
