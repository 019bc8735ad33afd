import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { loadInputs } from './documents/load-inputs.ts'
import { type LoadedInputs, watchInputs } from './documents/watch-inputs.ts'
import { defaultBodyLimit } from './http/parse-body.ts'
import { createMockServer } from './http/server.ts'
import type { Mock } from './mock.ts'
import { MockCore } from './mock-core.ts'
import type { MockOptions } from './mock-options.ts'

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
  const { onProblem = (problem: string) => process.emitWarning(problem), onReload } = options
  if (options.spec !== undefined && options.document) {
    throw new TypeError('Set either `document` or `spec`.')
  }
  const load = () => loadInputs(options, onProblem)
  const { contracts, scenario, files } = await load()
  const core = new MockCore({ ...options, scenario }, contracts)
  await core.load()
  const server = createMockServer(core.handler, { bodyLimit, requestTimeout })
  server.listen(port, host)
  await once(server, 'listening').catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'EADDRINUSE' ? new PortTakenError(port) : error
  })
  const replace = (inputs: LoadedInputs) => core.replaceInputs(inputs)
  const isWatching = options.watch && files.length > 0
  const stopWatching = isWatching ? watchInputs(files, { load, replace, onReload }) : undefined
  const stop = async () => {
    if (!server.listening) return
    stopWatching?.()
    const closed = once(server, 'close')
    server.close()
    core.cancelDelays()
    server.closeAllConnections()
    await closed
  }
  const url = toUrl(server.address() as AddressInfo)
  return Object.assign(core, { url, stop, [Symbol.asyncDispose]: stop })
}

function toUrl({ address, family, port }: AddressInfo): string {
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`
}
