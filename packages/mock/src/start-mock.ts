import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { Engine } from './engine.ts'
import { createQueryFormatter, type MockRequest, toMockRequest } from './http/recorded-request.ts'
import { createMockServer } from './http/server.ts'
import { indexPage } from './index-page.ts'
import { loadContract } from './load-contract.ts'
import type { Scenario } from './scenario/scenario.ts'

/** Options of {@link startMock}. */
export interface MockOptions {
  /** Port to listen on; 0 selects a free port. @default 4010 */
  readonly port?: number
  /** Address to listen on. @default '127.0.0.1' */
  readonly host?: string
  /** Responds with generated data instead of the contract's examples. @default false */
  readonly dynamic?: boolean
  /** Responds with 500 if a response does not match its schema. @default false */
  readonly errors?: boolean
  /** Seed of generated data. The same seed generates the same data. */
  readonly seed?: string
  /**
   * Responds with 422 if a request contains input that the contract does not declare, instead of
   * only recording a warning.
   *
   * @default false
   */
  readonly strict?: boolean
  /** Pages, failures, delays and stored items. */
  readonly scenario?: Scenario
  /** OpenAPI 3.0 or 3.1 document to serve instead of the bundled contract. */
  readonly document?: object
  /** Most bytes of a request body. A longer one receives 413. @default 10_000_000 */
  readonly bodyLimit?: number
  /**
   * Milliseconds in which a client must send a whole request. A slower one receives 408.
   *
   * @default 10_000
   */
  readonly requestTimeout?: number
  /** Number of recent requests in {@link Mock.requests}. @default 1000 */
  readonly maxRecordedRequests?: number
  /** Called after every request. In `query`, values that must not be logged are `***`. */
  readonly onRequest?: (request: MockRequest, query: string) => void
}

/** A running mock. */
export interface Mock extends AsyncDisposable {
  /** URL of the mock, such as `http://127.0.0.1:4010`. */
  readonly url: string
  /** Number of operations. */
  readonly operations: number
  /** Recent requests, oldest first. */
  readonly requests: readonly MockRequest[]
  /** Clears the recorded requests and restarts the scenario. */
  reset(): void
  /** Stops the mock. Closes idle connections and cancels scripted delays. */
  stop(): Promise<void>
}

/** Thrown when the port is already in use. */
export class PortTakenError extends Error {
  override readonly name = 'PortTakenError' as const
  readonly port: number

  constructor(port: number) {
    super(
      `Port ${port} is already in use. ` +
        'Choose another port, or port 0 for a free one (`--port 0` on the command line).',
    )
    this.port = port
  }
}

/**
 * Serves the contract with Prism in this process.
 *
 * @param options - Where to listen and how to respond.
 * @throws PortTakenError if another process listens on the port.
 * @throws ContractError if the mock cannot serve the contract, or the installed core was generated
 *   from another one.
 * @throws ScenarioError if the scenario has an unknown operation or an invalid response.
 * @example
 * ```ts
 * const mock = await startMock({
 *   port: 0,
 *   scenario: { collections: [{ list: 'listCommunityUsers', items: 250 }] },
 * })
 * const path = '/v1/communities/6167dba9c548eb5c7ec28057/users?limit=100&page=3'
 * const headers = { authorization: 'Bearer fake-token' }
 * const response = await fetch(mock.url + path, { headers })
 * console.log(await response.json()) // the last 50 users
 * console.log(mock.requests[0]?.operation) // 'listCommunityUsers'
 * await mock.stop()
 * ```
 */
export async function startMock(options: MockOptions = {}): Promise<Mock> {
  const { port = 4010, host = '127.0.0.1', maxRecordedRequests = 1000 } = options
  const contract = await loadContract(options.document)
  const stopping = new AbortController()
  const engine = new Engine(contract, {
    dynamic: options.dynamic ?? false,
    errors: options.errors ?? false,
    seed: options.seed,
    strict: options.strict ?? false,
    scenario: options.scenario ?? {},
    wait: (milliseconds) => wait(milliseconds, undefined, { signal: stopping.signal }),
  })
  const formatQuery = createQueryFormatter(contract.document, contract.operations)
  const requests: MockRequest[] = []
  let resetAt = 0
  const server = createMockServer({
    bodyLimit: options.bodyLimit ?? 10_000_000,
    requestTimeout: options.requestTimeout ?? 10_000,
    handle: (incoming) => engine.handle(incoming),
    operationOf: (method, path) => engine.operationOf(method, path),
    indexPage: () =>
      indexPage({
        title: contract.document.info?.title ?? 'the contract',
        operations: contract.operations,
        scenario: options.scenario ?? {},
        requests,
        query: formatQuery,
      }),
    onExchange: (exchange) => {
      const request = toMockRequest(exchange)
      if (exchange.startedAt >= resetAt) requests.push(request)
      if (requests.length > maxRecordedRequests) requests.shift()
      const notify = async () => options.onRequest?.(request, formatQuery(request))
      notify().catch((error: unknown) => process.emitWarning(`onRequest threw: ${error}`))
    },
  })
  server.listen(port, host)
  await once(server, 'listening').catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'EADDRINUSE' ? new PortTakenError(port) : error
  })
  const stop = async () => {
    if (!server.listening) return
    const closed = once(server, 'close')
    server.close()
    stopping.abort()
    server.closeAllConnections()
    await closed
  }
  return {
    url: toUrl(server.address() as AddressInfo),
    operations: contract.operations.length,
    requests,
    reset() {
      requests.length = 0
      resetAt = performance.now()
      engine.reset()
    },
    stop,
    [Symbol.asyncDispose]: stop,
  }
}

function toUrl({ address, family, port }: AddressInfo): string {
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`
}
