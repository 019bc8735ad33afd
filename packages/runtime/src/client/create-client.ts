import { rejectInput } from '../errors/refusal.ts'
import type { Contract } from '../operation/operation.ts'
import { type Client, type ClientContext, contextKey, type Plugin } from '../transport/context.ts'
import { credentialsOf } from '../transport/credentials.ts'
import type { Hooks } from '../transport/hooks.ts'
import { defaultRetry, type RetryOptions, retryBudget, retryOptions } from '../transport/retry.ts'
import { type Clock, systemClock } from '../transport/time-limit.ts'

/** Options of every client, whatever its contract. Its credentials stand beside them, by the names of their schemes. */
export interface RuntimeOptions extends Hooks {
  /** Where to send the calls instead of the contract's hosts: one address for all, or one for each host by its name. */
  baseUrl?: string | Readonly<Record<string, string>>
  /** Values of the variables in the contract's server addresses. */
  serverVariables?: Readonly<Record<string, string>>
  /** Sends a request. @default globalThis.fetch */
  fetch?: (url: string, init: RequestInit) => Promise<Response>
  /** Bound of one attempt, its body included, in milliseconds. @default 30_000 */
  timeout?: number
  /** Bound of all attempts and waits of a call together, in milliseconds. @default 120_000 */
  totalTimeout?: number
  /** Repetitions of failed reads; `false` for none. @default { retries: 2, baseDelay: 300, maxDelay: 10_000 } */
  retry?: RetryOptions | false
  /** Most bytes of an answer that are read; a longer one is a failure. @default Infinity */
  maxResponseBytes?: number
  /** What looks at every call, such as validation. */
  plugins?: readonly Plugin[]
  /** Time and chance. @default the real ones */
  clock?: Clock
}

function checkedUrl(text: string, option: string, what: string): string {
  if (/^https?:\/\/[^/@{}]+(\/[^{}]*)?$/i.test(text) && URL.canParse(text))
    return text.replace(/\/+$/, '')
  return rejectInput(option, undefined)(`${what}is not an http(s) address`)
}

function addresses(
  contract: Contract,
  { baseUrl = {}, serverVariables }: RuntimeOptions,
): ClientContext['serverUrl'] {
  const checked = (url: string) => checkedUrl(url, 'baseUrl', '')
  if (typeof baseUrl === 'string') {
    const address = checked(baseUrl)
    return () => address
  }
  const known = new Map(Object.entries(baseUrl).map(([host, url]) => [host, checked(url)]))
  const variables: Readonly<Record<string, string>> = { ...contract.variables, ...serverVariables }
  const find = (server: string) => {
    const filled = server.replace(
      /\{([^{}]+)\}/g,
      (whole, name: string) => variables[name] || whole,
    )
    const mapped = known.get(filled.replace(/^https?:\/\//, ''))
    const address = mapped ?? checkedUrl(filled, 'serverVariables', `gives ${filled}, which `)
    known.set(server, address)
    return address
  }
  return (server = contract.server) => known.get(server) ?? find(server)
}

/**
 * Makes a client of a contract; generated code calls it with its own. Throws InputError for an address that is none.
 *
 * @param contract - Where it is served, written by the generator.
 * @param options - Credentials by scheme, and how calls are made.
 */
export function createContractClient(
  contract: Contract,
  options: RuntimeOptions & Readonly<Record<string, unknown>>,
): Client {
  const { clock = systemClock } = options
  const core: ClientContext = {
    credentials: credentialsOf(options, clock),
    serverUrl: addresses(contract, options),
    // Looked up by each call, as test tools put theirs in its place.
    fetch: async (url, init) => (options.fetch ?? globalThis.fetch)(url, init),
    clock,
    hooks: options,
    plugins: options.plugins ?? [],
    budget: retryBudget(),
    retry: retryOptions(options.retry, defaultRetry),
    timeout: options.timeout ?? 30_000,
    totalTimeout: options.totalTimeout ?? 120_000,
    maxResponseBytes: options.maxResponseBytes ?? Number.POSITIVE_INFINITY,
  }
  return Object.defineProperty({} as Client, contextKey, { value: core })
}
