import { randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { StreamObserver } from '@returning-kit/runtime'
import { createControl, isControlPath } from './control/control.ts'
import { isAllowedHost } from './control/guard.ts'
import { indexPage } from './control/index-page.ts'
import {
  type ServedDocuments,
  type ServeOptions,
  serveDocuments,
} from './documents/served-documents.ts'
import type { LoadedInputs } from './documents/watch-inputs.ts'
import { type LoadedContract, loadContract } from './engine/load-contract.ts'
import { createFetch } from './http/fetch.ts'
import { createHandler, type Handler } from './http/handler.ts'
import type { IncomingRequest } from './http/messages.ts'
import { defaultBodyLimit } from './http/parse-body.ts'
import type { Session } from './isolation/session.ts'
import { Sessions, sessionHeader } from './isolation/sessions.ts'
import type { InProcessMock, MockSession } from './mock.ts'
import type { CreateMockOptions } from './mock-options.ts'
import { type ProxiedExchange, type ProxyOptions, RealServer } from './proxy/real-server.ts'
import type { Scenario } from './scenario/scenario.ts'
import type { Coverage } from './verification/coverage.ts'
import type { CallExpectations } from './verification/expect-calls.ts'
import { Run, type Verification } from './verification/run.ts'
import type { Delivered, DeliveryOptions } from './webhooks/emit.ts'

/** A mock and the handler that its transports pass requests to. */
export class MockCore implements InProcessMock {
  readonly handler: Handler
  readonly fetch: typeof globalThis.fetch
  readonly controlToken: string
  readonly #serveOptions: ServeOptions
  readonly #run = new Run()
  readonly #sessions: Sessions
  readonly #stopping = new AbortController()
  #documents: ServedDocuments

  /**
   * Serves `contracts` instead of the document in the options. Throws ContractError or
   * ScenarioError.
   */
  constructor(options: CreateMockOptions, contracts?: readonly LoadedContract[]) {
    const { document, webhooks, proxy } = options
    const signal = this.#stopping.signal
    this.#serveOptions = {
      engine: {
        dynamic: options.dynamic ?? false,
        errors: options.errors ?? false,
        seed: options.seed,
        strict: options.strict ?? false,
        wait: (milliseconds) => wait(milliseconds, undefined, { signal }),
      },
      webhooks,
      realServerUrl: proxy?.url,
      isBundled: document === undefined && contracts === undefined,
    }
    this.#documents = serveDocuments(contracts ?? [loadContract(document)], this.#serveOptions)
    this.#sessions = new Sessions({
      engines: () => this.#documents.engines,
      realServer:
        proxy && new RealServer(proxy, signal, (exchange) => this.#record(exchange, proxy)),
      scenario: options.scenario ?? {},
      maxRecordedRequests: options.maxRecordedRequests ?? 1000,
      run: this.#run,
    })
    this.controlToken = options.controlToken ?? randomBytes(18).toString('base64url')
    this.handler = this.#createHandler(options)
    this.fetch = createFetch(this.handler, options.bodyLimit ?? defaultBodyLimit)
  }

  async #record(
    exchange: ProxiedExchange,
    { record }: ProxyOptions,
  ): Promise<StreamObserver | undefined> {
    if (!record) return undefined
    const write = async (line: string) => record(line)
    const warn = (error: unknown) => process.emitWarning(`record threw: ${error}`)
    return this.#documents
      .writeEvidence({ ...exchange, write: (line) => void write(line).catch(warn) })
      .catch((error: unknown) => {
        warn(error)
        return undefined
      })
  }

  #createHandler({ allowedHosts = [], onRequest }: CreateMockOptions): Handler {
    const control = createControl(
      {
        sessions: this.#sessions,
        documents: () => this.#documents,
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
        const { title, engines, formatQuery: query } = this.#documents
        // A name of another site may resolve to the mock, and its pages must not read requests.
        const requests = isAllowedHost(host, allowedHosts) ? this.requests : []
        const { operations } = engines
        return indexPage({ title, operations, scenario: this.scenario, requests, query })
      },
      onExchange: (exchange) => {
        const request = sessionOf(exchange.incoming).record(exchange)
        const notify = async () => onRequest?.(request, this.#documents.formatQuery(request))
        notify().catch((error: unknown) => process.emitWarning(`onRequest threw: ${error}`))
      },
    })
  }

  get operations(): number {
    return this.#documents.engines.operations.length
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
    return this.#documents.engines.operationOf(method, path)
  }

  session(id: string): MockSession {
    return this.#sessions.get(id)
  }

  verification(): Verification {
    for (const session of this.#sessions.all()) session.reportUsages()
    return this.#run.verification()
  }

  coverage(): Coverage {
    return this.#run.coverage.of(this.#documents.engines.operations)
  }

  emit(name: string, payload?: unknown, options?: DeliveryOptions): Promise<Delivered> {
    return this.#documents.emitter.emit(name, payload, options)
  }

  /** Loads what the first request to a document needs. Throws ContractError. */
  async load(): Promise<void> {
    await this.#documents.load()
  }

  /**
   * Serves other documents and another scenario. Requests of all sessions stay, and the state of
   * what did not change. Throws ContractError or ScenarioError, and then serves the former ones.
   */
  async replaceInputs({ contracts, scenario }: Omit<LoadedInputs, 'files'>): Promise<void> {
    const documents = contracts ? serveDocuments(contracts, this.#serveOptions) : this.#documents
    await documents.load()
    const resume = this.#sessions.prepareFor(documents.engines, scenario)
    this.#documents = documents
    resume()
  }

  /** Cancels scripted delays. */
  cancelDelays(): void {
    this.#stopping.abort()
  }
}
