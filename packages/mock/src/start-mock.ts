import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { createControl, isControlPath } from './control/control.ts'
import { isAllowedHost } from './control/guard.ts'
import { openDocuments } from './documents/open-documents.ts'
import type { IncomingRequest } from './http/messages.ts'
import { createMockServer } from './http/server.ts'
import { indexPage } from './index-page.ts'
import { Sessions, sessionHeader } from './isolation/sessions.ts'
import type { Mock } from './mock.ts'
import type { MockOptions } from './mock-options.ts'
import { RealServer } from './proxy/real-server.ts'
import { Run } from './verification/run.ts'

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
  const { port = 4010, host = '127.0.0.1', maxRecordedRequests = 1000, allowedHosts = [] } = options
  const stopping = new AbortController()
  const documents = await openDocuments(options, {
    dynamic: options.dynamic ?? false,
    errors: options.errors ?? false,
    seed: options.seed,
    strict: options.strict ?? false,
    wait: (milliseconds) => wait(milliseconds, undefined, { signal: stopping.signal }),
  })
  const run = new Run()
  const sessions = new Sessions({
    engines: () => documents.served.engines,
    scenario: options.scenario ?? {},
    realServer: options.proxy && new RealServer(options.proxy, stopping.signal, () => {}),
    maxRecordedRequests,
    run,
  })
  documents.watch(sessions)
  const { main } = sessions
  const verification = () => {
    for (const session of sessions.all()) session.reportUsages()
    return run.verification()
  }
  const coverage = () => run.coverage.of(documents.served.engines.operations)
  const controlToken = options.controlToken ?? randomBytes(18).toString('base64url')
  const control = createControl(
    {
      sessions,
      documents: () => documents.served,
      verification,
      coverage,
    },
    { token: controlToken, allowedHosts },
  )
  const sessionOf = ({ headers }: IncomingRequest) => sessions.get(headers[sessionHeader])
  const server = createMockServer({
    bodyLimit: options.bodyLimit ?? 10_000_000,
    requestTimeout: options.requestTimeout ?? 10_000,
    handle: (incoming) => sessionOf(incoming).handle(incoming),
    operationOf: (method, path) => documents.served.engines.operationOf(method, path),
    isControlPath,
    control,
    indexPage: (host) =>
      indexPage({
        title: documents.served.title,
        operations: documents.served.engines.operations,
        scenario: main.scenario,
        // A name of another site may resolve to the mock, and its pages must not read requests.
        requests: isAllowedHost(host, allowedHosts) ? main.requests : [],
        query: documents.served.formatQuery,
      }),
    onExchange: (exchange) => {
      const request = sessionOf(exchange.incoming).record(exchange)
      const notify = async () => options.onRequest?.(request, documents.served.formatQuery(request))
      notify().catch((error: unknown) => process.emitWarning(`onRequest threw: ${error}`))
    },
  })
  server.listen(port, host)
  await once(server, 'listening').catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'EADDRINUSE' ? new PortTakenError(port) : error
  })
  const stop = async () => {
    if (!server.listening) return
    documents.close()
    const closed = once(server, 'close')
    server.close()
    stopping.abort()
    server.closeAllConnections()
    await closed
  }
  return {
    url: toUrl(server.address() as AddressInfo),
    get operations() {
      return documents.served.engines.operations.length
    },
    controlToken,
    requests: main.requests,
    get scenario() {
      return main.scenario
    },
    set scenario(scenario) {
      main.scenario = scenario
    },
    reset: () => main.reset(),
    expectCalls: (expectations) => main.expectCalls(expectations),
    session: (id) => sessions.get(id),
    verification,
    coverage,
    emit: (name, payload, delivery) => documents.served.emitter.emit(name, payload, delivery),
    stop,
    [Symbol.asyncDispose]: stop,
  }
}

function toUrl({ address, family, port }: AddressInfo): string {
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`
}
