import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { Engine } from './engine.ts'
import type { MockRequest } from './http/mock-request.ts'
import { queryPrinter, recordOf } from './http/recorded-request.ts'
import { createMockServer } from './http/server.ts'
import { loadContract } from './load-contract.ts'
import type { Scenario } from './scenario/scenario.ts'

/** Options of {@link startMock}. */
export interface MockOptions {
  /** Port to listen on; 0 for any free one. @default 4010 */
  readonly port?: number
  /** Address to listen on. @default '127.0.0.1' */
  readonly host?: string
  /** Answer with generated data instead of the contract's examples. @default false */
  readonly dynamic?: boolean
  /** Answer 500 when what would be sent does not fit its own schema. @default false */
  readonly errors?: boolean
  /** Makes generated data the same every time. */
  readonly seed?: string
  /** Answer 422 when a request carries what the contract does not name, instead of warning. @default false */
  readonly strict?: boolean
  /** What a stateless mock cannot do: pages, failures, delays, things that are kept. */
  readonly scenario?: Scenario
  /** Serve this OpenAPI 3.1 document instead of the bundled contract. */
  readonly document?: object
  /** Most bytes of a request body; a longer one gets 413. @default 10_000_000 */
  readonly bodyLimit?: number
  /** Milliseconds a client has for sending a request; a slower one gets 408. @default 10_000 */
  readonly requestTimeout?: number
  /** How many of the last requests {@link Mock.requests} holds. @default 1000 */
  readonly maxRecordedRequests?: number
  /** Called after every request, with its query as it may be printed. */
  readonly onRequest?: (request: MockRequest, query: string) => void
}

/** A mock that is running. */
export interface Mock extends AsyncDisposable {
  /** Its address, such as `http://127.0.0.1:4010`. */
  readonly url: string
  /** How many operations it serves. */
  readonly operations: number
  /** The last requests, oldest first. */
  readonly requests: readonly MockRequest[]
  /** Forgets the requests, and begins the scenario anew. */
  reset(): void
  /** Ends it, idle connections and scripted delays included. */
  stop(): Promise<void>
}

/** The port is taken; the message says what to do. */
export class PortTakenError extends Error {
  override readonly name = 'PortTakenError' as const
  /** The port. */
  readonly port: number

  constructor(port: number) {
    super(
      `Port ${port} is taken. Choose another one, or let the system choose: port 0, on the command line \`--port 0\`.`,
    )
    this.port = port
  }
}

/**
 * Serves the contract with Prism, in this process.
 *
 * @param options - Where to listen, and how to answer; all optional.
 * @throws PortTakenError when something else listens on the port.
 * @throws ContractError for a contract that would be served wrongly, or that is not the one of the installed core.
 * @throws ScenarioError for a scenario that names or sends what the contract does not have.
 * @example
 * ```ts
 * const mock = await startMock({ port: 0, scenario: { collections: [{ list: 'listCommunityUsers', items: 250 }] } })
 * const headers = { authorization: 'Bearer fake-token' }
 * const answer = await fetch(`${mock.url}/v1/communities/6167dba9c548eb5c7ec28057/users?limit=100&page=3`, { headers })
 * console.log(await answer.json(), mock.requests[0]?.operation) // the last 50 users, 'listCommunityUsers'
 * await mock.stop()
 * ```
 */
export async function startMock(options: MockOptions = {}): Promise<Mock> {
  const {
    port = 4010,
    host = '127.0.0.1',
    dynamic = false,
    errors = false,
    seed,
    strict = false,
    scenario = {},
  } = options
  const {
    bodyLimit = 10_000_000,
    requestTimeout = 10_000,
    maxRecordedRequests: keep = 1000,
    onRequest,
  } = options
  const prepared = await loadContract(options.document)
  const end = new AbortController()
  const engine = new Engine(prepared, {
    ...{ dynamic, errors, seed, strict, scenario },
    wait: (milliseconds) => wait(milliseconds, undefined, { signal: end.signal }),
  })
  const query = queryPrinter(prepared.document, prepared.operations)
  const requests: MockRequest[] = []
  const server = createMockServer({
    ...{ bodyLimit, requestTimeout },
    handle: (incoming) => engine.handle(incoming),
    operationOf: (method, path) => engine.operationOf(method, path),
    onExchange: (exchange) => {
      const request = recordOf(exchange)
      requests.push(request)
      if (requests.length > keep) requests.shift()
      onRequest?.(request, query(request))
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
    end.abort()
    server.closeAllConnections()
    await closed
  }
  return {
    url: addressOf(server.address() as AddressInfo),
    operations: prepared.operations.length,
    requests,
    reset() {
      requests.length = 0
      engine.reset()
    },
    stop,
    [Symbol.asyncDispose]: stop,
  }
}

function addressOf({ address, family, port }: AddressInfo): string {
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`
}
