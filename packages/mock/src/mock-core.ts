import { setTimeout as wait } from 'node:timers/promises'
import { Engine } from './engine.ts'
import { createHandler, type Handler } from './http/handler.ts'
import { createQueryFormatter, type MockRequest, toMockRequest } from './http/recorded-request.ts'
import { indexPage } from './index-page.ts'
import { loadContract } from './load-contract.ts'
import type { Scenario } from './scenario/scenario.ts'

/** Options of {@link createMock}. */
export interface CreateMockOptions {
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
  /** Number of recent requests in the array `requests` of the mock. @default 1000 */
  readonly maxRecordedRequests?: number
  /** Called after every request. In `query`, values that must not be logged are `***`. */
  readonly onRequest?: (request: MockRequest, query: string) => void
}

/** A mock without a transport. */
export interface MockCore {
  readonly handler: Handler
  /** Number of operations. */
  readonly operations: number
  /** Clears the recorded requests and restarts the scenario. */
  reset(): void
  /** Cancels scripted delays. */
  stop(): void
}

/** Loads what a mock serves. Records its requests in an array. */
export async function loadCore(
  options: CreateMockOptions,
  requests: MockRequest[],
): Promise<MockCore> {
  const { maxRecordedRequests = 1000, scenario = {} } = options
  const contract = await loadContract(options.document)
  const stopping = new AbortController()
  const engine = new Engine(contract, {
    dynamic: options.dynamic ?? false,
    errors: options.errors ?? false,
    seed: options.seed,
    strict: options.strict ?? false,
    scenario,
    wait: (milliseconds) => wait(milliseconds, undefined, { signal: stopping.signal }),
  })
  const formatQuery = createQueryFormatter(contract.document, contract.operations)
  let resetAt = 0
  const handler = createHandler({
    handle: (incoming) => engine.handle(incoming),
    operationOf: (method, path) => engine.operationOf(method, path),
    indexPage: () =>
      indexPage({
        title: contract.document.info?.title ?? 'the contract',
        operations: contract.operations,
        scenario,
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
  return {
    handler,
    operations: contract.operations.length,
    reset() {
      requests.length = 0
      resetAt = performance.now()
      engine.reset()
    },
    stop: () => stopping.abort(),
  }
}
