import { randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { createControl, isControlPath } from './control/control.ts'
import { isAllowedHost } from './control/guard.ts'
import type { OpenDocuments } from './documents/open-documents.ts'
import type { EngineOptions } from './engine.ts'
import { createFetch } from './http/fetch.ts'
import { createHandler, type Handler } from './http/handler.ts'
import type { IncomingRequest } from './http/messages.ts'
import { defaultBodyLimit } from './http/parse-body.ts'
import { indexPage } from './index-page.ts'
import type { Session } from './isolation/session.ts'
import { Sessions, sessionHeader } from './isolation/sessions.ts'
import type { InProcessMock, MockSession } from './mock.ts'
import type { CreateMockOptions } from './mock-options.ts'
import { RealServer } from './proxy/real-server.ts'
import type { Scenario } from './scenario/scenario.ts'
import type { Coverage } from './verification/coverage.ts'
import type { CallExpectations } from './verification/expect-calls.ts'
import { Run, type Verification } from './verification/run.ts'
import type { Delivered, DeliveryOptions } from './webhooks/emit.ts'

/** Returns how engines respond. Scripted delays end when the mock stops. */
export function engineOptions(
  { dynamic = false, errors = false, seed, strict = false }: CreateMockOptions,
  stopping: AbortSignal,
): Omit<EngineOptions, 'scenario'> {
  const delay = (milliseconds: number) => wait(milliseconds, undefined, { signal: stopping })
  return { dynamic, errors, seed, strict, wait: delay }
}

/** What a mock is made of. */
export interface MockParts {
  readonly documents: OpenDocuments
  readonly stopping: AbortSignal
}

/** A mock and the handler that its transports pass requests to. */
export class MockCore implements InProcessMock {
  readonly handler: Handler
  readonly fetch: typeof globalThis.fetch
  readonly controlToken: string
  readonly #documents: OpenDocuments
  readonly #run = new Run()
  readonly #sessions: Sessions

  /** Throws ScenarioError. */
  constructor(options: CreateMockOptions, { documents, stopping }: MockParts) {
    const { scenario = {}, maxRecordedRequests = 1000, proxy } = options
    this.#documents = documents
    this.#sessions = new Sessions({
      engines: () => documents.served.engines,
      scenario,
      realServer: proxy && new RealServer(proxy, stopping, () => {}),
      maxRecordedRequests,
      run: this.#run,
    })
    documents.watch(this.#sessions)
    this.controlToken = options.controlToken ?? randomBytes(18).toString('base64url')
    this.handler = this.#createHandler(options)
    this.fetch = createFetch(this.handler, options.bodyLimit ?? defaultBodyLimit)
  }

  #createHandler({ allowedHosts = [], onRequest }: CreateMockOptions): Handler {
    const control = createControl(
      {
        sessions: this.#sessions,
        documents: () => this.#documents.served,
        verification: () => this.verification(),
        coverage: () => this.coverage(),
      },
      { token: this.controlToken, allowedHosts },
    )
    const sessionOf = ({ headers }: IncomingRequest): Session =>
      this.#sessions.get(headers[sessionHeader])
    return createHandler({
      handle: (incoming) => sessionOf(incoming).handle(incoming),
      operationOf: (method, path) => this.operationOf(method, path),
      isControlPath,
      control,
      indexPage: (host) => {
        const { title, engines, formatQuery } = this.#documents.served
        return indexPage({
          title,
          operations: engines.operations,
          scenario: this.scenario,
          // A name of another site may resolve to the mock, and its pages must not read requests.
          requests: isAllowedHost(host, allowedHosts) ? this.requests : [],
          query: formatQuery,
        })
      },
      onExchange: (exchange) => {
        const request = sessionOf(exchange.incoming).record(exchange)
        const { formatQuery } = this.#documents.served
        const notify = async () => onRequest?.(request, formatQuery(request))
        notify().catch((error: unknown) => process.emitWarning(`onRequest threw: ${error}`))
      },
    })
  }

  get operations(): number {
    return this.#documents.served.engines.operations.length
  }

  get requests(): MockSession['requests'] {
    return this.#sessions.main.requests
  }

  get scenario(): Scenario {
    return this.#sessions.main.scenario
  }

  set scenario(scenario: Scenario) {
    this.#sessions.main.scenario = scenario
  }

  reset(): void {
    this.#sessions.main.reset()
  }

  expectCalls(expectations: CallExpectations): void {
    this.#sessions.main.expectCalls(expectations)
  }

  operationOf(method: string, path: string): string | undefined {
    return this.#documents.served.engines.operationOf(method, path)
  }

  session(id: string): MockSession {
    return this.#sessions.get(id)
  }

  verification(): Verification {
    for (const session of this.#sessions.all()) session.reportUsages()
    return this.#run.verification()
  }

  coverage(): Coverage {
    return this.#run.coverage.of(this.#documents.served.engines.operations)
  }

  emit(name: string, payload?: unknown, options?: DeliveryOptions): Promise<Delivered> {
    return this.#documents.served.emitter.emit(name, payload, options)
  }
}
