import type { ClientOptions } from 'openapi-fetch'
import { defaultOptions, type RuntimeOptions } from '../client/options.ts'
import type { CallOptions } from '../transport/context.ts'

/**
 * Options of openapi-fetch: `headers`, serializers, `fetch` and `Request`, and any option of a
 * request. `fetch` receives a Request.
 */
export type OpenapiFetchOptions = Omit<ClientOptions, 'baseUrl'>

/** Options of a client: those of openapi-fetch, and those of the clients of this package. */
export interface FetchClientOptions
  extends OpenapiFetchOptions,
    Omit<RuntimeOptions, 'baseUrl' | 'fetch' | 'headers' | 'serverVariables'> {
  /** Prefix of every path. In a browser it may be relative to the page. */
  baseUrl?: string | URL
}

/** Options of one call that openapi-fetch does not have. */
export type SendOptions = Pick<CallOptions, 'idempotent' | 'retry' | 'timeout' | 'totalTimeout'>

const sendOptionNames = ['idempotent', 'retry', 'timeout', 'totalTimeout'] as const

// The options of openapi-fetch and of a request, `next` and `cf` of frameworks included. A contract
// cannot have credentials of these names.
// biome-ignore format: a list
const fetchOptionNames: readonly string[] = [
  'Request', 'fetch', 'headers', 'querySerializer', 'bodySerializer', 'pathSerializer',
  'requestInitExt', 'cache', 'credentials', 'duplex', 'integrity', 'keepalive', 'mode', 'priority',
  'redirect', 'referrer', 'referrerPolicy', 'signal', 'window', 'next', 'cf',
]

/**
 * Splits the options of a client into those of openapi-fetch and those of a client of this package.
 * Without a contract, whatever a client of this package does not know is an option of the request.
 */
export function splitOptions(
  options: object,
  hasContract: boolean,
): { readonly fetchOptions: OpenapiFetchOptions; readonly clientOptions: Record<string, unknown> } {
  const isFetchOption = (name: string) =>
    fetchOptionNames.includes(name) || !(hasContract || Object.hasOwn(defaultOptions, name))
  const entries = Object.entries(options)
  return {
    fetchOptions: Object.fromEntries(entries.filter(([name]) => isFetchOption(name))),
    clientOptions: Object.fromEntries(entries.filter(([name]) => !isFetchOption(name))),
  }
}

/** Splits the options of a call into those of this package and those of openapi-fetch. */
export function splitCallOptions(init: object | undefined): {
  readonly sendOptions: SendOptions
  readonly init: Record<string, unknown>
} {
  const rest: Record<string, unknown> = { ...init }
  const sendOptions: Record<string, unknown> = {}
  for (const name of sendOptionNames) {
    if (!(name in rest)) continue
    sendOptions[name] = rest[name]
    delete rest[name]
  }
  return { sendOptions, init: rest }
}
