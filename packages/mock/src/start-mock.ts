import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { defaultBodyLimit } from './http/parse-body.ts'
import type { MockRequest } from './http/recorded-request.ts'
import { createMockServer } from './http/server.ts'
import { type CreateMockOptions, loadCore } from './mock-core.ts'

/** Options of {@link startMock}. */
export interface MockOptions extends CreateMockOptions {
  /** Port to listen on; 0 selects a free port. @default 4010 */
  readonly port?: number
  /** Address to listen on. @default '127.0.0.1' */
  readonly host?: string
  /**
   * Milliseconds in which a client must send a whole request. A slower one receives 408.
   *
   * @default 10_000
   */
  readonly requestTimeout?: number
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
 * Serves the contract over HTTP. {@link createMock} responds in this process, without a server.
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
  const { port = 4010, host = '127.0.0.1' } = options
  const { bodyLimit = defaultBodyLimit, requestTimeout = 10_000 } = options
  const requests: MockRequest[] = []
  const core = await loadCore(options, requests)
  const server = createMockServer(core.handler, { bodyLimit, requestTimeout })
  server.listen(port, host)
  await once(server, 'listening').catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'EADDRINUSE' ? new PortTakenError(port) : error
  })
  const stop = async () => {
    if (!server.listening) return
    const closed = once(server, 'close')
    server.close()
    core.stop()
    server.closeAllConnections()
    await closed
  }
  return {
    url: toUrl(server.address() as AddressInfo),
    operations: core.operations,
    requests,
    reset: () => core.reset(),
    stop,
    [Symbol.asyncDispose]: stop,
  }
}

function toUrl({ address, family, port }: AddressInfo): string {
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`
}
