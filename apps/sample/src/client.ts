import { AsyncLocalStorage } from 'node:async_hooks'
import { type Client, type ClientOptions, createClient } from '@returning-kit/core'
import { type Drift, validation } from '@returning-kit/validation'
import { listCommunityUsers } from '@returning-kit/validation/operations'

/** What a page tells about the calls it took. */
export interface Trace {
  /** Every request as it was sent, such as `GET https://…`, secrets masked. */
  readonly requests: string[]
  /** Answers that do not fit the contract. */
  readonly drifts: Drift[]
}

// One client serves all pages, some of them at once; this tells whose call it is.
const current = new AsyncLocalStorage<Trace>()

/** Makes the client of this service: every answer is checked against the contract, every call noted in its page's trace. */
export function membersClient(options: ClientOptions): Client {
  const onDrift = (drift: Drift) => void current.getStore()?.drifts.push(drift)
  return createClient({
    timeout: 10_000,
    totalTimeout: 20_000,
    plugins: [validation({ listCommunityUsers }, { responses: 'warn', onDrift })],
    onRequest: ({ method, url }) => void current.getStore()?.requests.push(`${method} ${url}`),
    ...options,
  })
}

/** Runs the calls of one page, their trace at hand. */
export function traced<T>(work: (trace: Trace) => Promise<T>): Promise<T> {
  const trace: Trace = { requests: [], drifts: [] }
  return current.run(trace, () => work(trace))
}
