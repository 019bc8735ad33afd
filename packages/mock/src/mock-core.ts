import { randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { createControl, isControlPath } from './control/control.ts'
import { createRedactor } from './control/redacted-request.ts'
import { Engines } from './engines.ts'
import { createFetch } from './http/fetch.ts'
import { createHandler, type Handler } from './http/handler.ts'
import type { IncomingRequest } from './http/messages.ts'
import { defaultBodyLimit } from './http/parse-body.ts'
import { createQueryFormatter } from './http/recorded-request.ts'
import { indexPage } from './index-page.ts'
import type { Session } from './isolation/session.ts'
import { Sessions, sessionHeader } from './isolation/sessions.ts'
import { type LoadedContract, loadContract } from './load-contract.ts'
import type { InProcessMock, MockSession } from './mock.ts'
import type { CreateMockOptions } from './mock-options.ts'
import type { Scenario } from './scenario/scenario.ts'
import type { Coverage } from './verification/coverage.ts'
import type { CallExpectations } from './verification/expect-calls.ts'
import { Run, type Verification } from './verification/run.ts'
import { contractWebhooks } from './webhooks/contract-webhooks.ts'
import type { Delivered, DeliveryOptions } from './webhooks/emit.ts'
import { Emitter } from './webhooks/emitter.ts'

/** A mock and the handler that its transports pass requests to. */
export class MockCore implements InProcessMock {
  readonly handler: Handler
  readonly fetch: typeof globalThis.fetch
  readonly controlToken: string
  readonly #contract: LoadedContract
  readonly #engines: Engines
  readonly #run = new Run()
  readonly #sessions: Sessions
  readonly #emitter: Emitter
  readonly #stopping = new AbortController()

  /** Throws ContractError or ScenarioError. */
  constructor(options: CreateMockOptions) {
    const contract = loadContract(options.document)
    this.#contract = contract
    this.#engines = new Engines([contract], {
      dynamic: options.dynamic ?? false,
      errors: options.errors ?? false,
      seed: options.seed,
      strict: options.strict ?? false,
      wait: (milliseconds) => wait(milliseconds, undefined, { signal: this.#stopping.signal }),
    })
    this.#sessions = new Sessions({
      engines: () => this.#engines,
      scenario: options.scenario ?? {},
      maxRecordedRequests: options.maxRecordedRequests ?? 1000,
      run: this.#run,
    })
    const hasEnvelope = options.document === undefined
    this.#emitter = new Emitter(contractWebhooks({ contract, hasEnvelope }), options.webhooks)
    this.controlToken = options.controlToken ?? randomBytes(18).toString('base64url')
    this.handler = this.#createHandler(options)
    this.fetch = createFetch(this.handler, options.bodyLimit ?? defaultBodyLimit)
  }

  #createHandler({ allowedHosts = [], onRequest }: CreateMockOptions): Handler {
    const { document, operations } = this.#contract
    const control = createControl(
      {
        sessions: this.#sessions,
        operations: () => this.operations,
        verification: () => this.verification(),
        coverage: () => this.coverage(),
        redact: createRedactor([this.#contract]),
        emitter: () => this.#emitter,
      },
      { token: this.controlToken, allowedHosts },
    )
    const query = createQueryFormatter(document, operations)
    const sessionOf = ({ headers }: IncomingRequest): Session =>
      this.#sessions.get(headers[sessionHeader])
    return createHandler({
      handle: (incoming) => sessionOf(incoming).handle(incoming),
      operationOf: (method, path) => this.operationOf(method, path),
      isControlPath,
      control,
      indexPage: () => {
        const { scenario, requests } = this
        const title = document.info?.title ?? 'the contract'
        return indexPage({ title, operations, scenario, requests, query })
      },
      onExchange: (exchange) => {
        const request = sessionOf(exchange.incoming).record(exchange)
        const notify = async () => onRequest?.(request, query(request))
        notify().catch((error: unknown) => process.emitWarning(`onRequest threw: ${error}`))
      },
    })
  }

  get operations(): number {
    return this.#engines.operations.length
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
    return this.#engines.operationOf(method, path)
  }

  session(id: string): MockSession {
    return this.#sessions.get(id)
  }

  verification(): Verification {
    for (const session of this.#sessions.all()) session.reportUsages()
    return this.#run.verification()
  }

  coverage(): Coverage {
    return this.#run.coverage.of(this.#engines.operations)
  }

  emit(name: string, payload?: unknown, options?: DeliveryOptions): Promise<Delivered> {
    return this.#emitter.emit(name, payload, options)
  }

  /** Loads what the first request to a document needs. */
  async load(): Promise<void> {
    if (!this.#contract.loadSchemas) await this.#contract.loadResources()
  }

  /** Cancels scripted delays. */
  cancelDelays(): void {
    this.#stopping.abort()
  }
}
