import { AsyncLocalStorage } from 'node:async_hooks'
import { type Client, type ClientOptions, createClient } from '@returning-kit/core'
import { type Drift, validation } from '@returning-kit/validation'
import { listCommunityUsersSchemas } from '@returning-kit/validation/operations'

/** The calls of one page. */
export interface Trace {
  /** Every request that was sent, such as `GET https://…`, with masked secrets. */
  readonly requests: string[]
  /** Responses that do not match the contract. */
  readonly drifts: Drift[]
}

// One client serves all pages concurrently. The storage assigns each call to its page.
const currentTrace = new AsyncLocalStorage<Trace>()

/**
 * Returns the client of this service. It validates every response and adds every request to the
 * trace of its page.
 */
export function createMembersClient(options: ClientOptions): Client {
  const onDrift = (drift: Drift) => void currentTrace.getStore()?.drifts.push(drift)
  return createClient({
    timeout: 10_000,
    totalTimeout: 20_000,
    plugins: [validation({ listCommunityUsersSchemas }, { responses: 'warn', onDrift })],
    onRequest: ({ method, url }) => void currentTrace.getStore()?.requests.push(`${method} ${url}`),
    ...options,
  })
}

/** Calls `work` with a new trace, which collects the calls that `work` makes. */
export function withTrace<T>(work: (trace: Trace) => Promise<T>): Promise<T> {
  const trace: Trace = { requests: [], drifts: [] }
  return currentTrace.run(trace, () => work(trace))
}
