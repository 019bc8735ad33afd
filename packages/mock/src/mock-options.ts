import type { MockRequest } from './http/recorded-request.ts'
import type { ProxyOptions } from './proxy/real-server.ts'
import type { Scenario } from './scenario/scenario.ts'
import type { DeliveryOptions } from './webhooks/emit.ts'

/** Options of `createMock`. */
export interface CreateMockOptions {
  /** Responds with generated data instead of the contract's examples. @default false */
  readonly dynamic?: boolean
  /**
   * Responds with 500 if a response does not match its schema. An invalid request is not sent to a
   * real server, but gets the response of the mock.
   *
   * @default false
   */
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
  /** OpenAPI 3.0, 3.1 or 3.2 document to serve instead of the bundled contract. */
  readonly document?: object
  /** Most bytes of a request body. A longer one receives 413. @default 10_000_000 */
  readonly bodyLimit?: number
  /** Number of recent requests in the `requests` of the mock. @default 1000 */
  readonly maxRecordedRequests?: number
  /**
   * Real server that responds instead of the mock. Both directions are validated, and violations are
   * recorded as warnings.
   */
  readonly proxy?: ProxyOptions
  /** Token of the control API at `/__mock/`. @default a random one */
  readonly controlToken?: string
  /**
   * Names of the mock in `Host` that the control API accepts, besides IP addresses and names
   * without a dot.
   */
  readonly allowedHosts?: readonly string[]
  /** Receiver and keys of webhooks that the mock sends, unless a call of `emit` has others. */
  readonly webhooks?: DeliveryOptions
  /** Called after every request. In `query`, values that must not be logged are `***`. */
  readonly onRequest?: (request: MockRequest, query: string) => void
}

/** Options of `startMock`. */
export interface MockOptions extends CreateMockOptions {
  /**
   * Files and folders of OpenAPI 3.0, 3.1 and 3.2 documents to serve instead of the bundled contract. A
   * request goes to the first document that has its operation.
   */
  readonly spec?: string | readonly string[]
  /**
   * Hosts that references of `spec` may lead to, with a port where it is not the default one.
   *
   * @default none
   */
  readonly allowHosts?: readonly string[]
  /**
   * Scenario in a JSON file, or in a module with a default export. What `scenario` has replaces what
   * the file has.
   */
  readonly scenarioFile?: string
  /**
   * Loads the files of `spec` and `scenarioFile` again after each change. Recorded requests stay,
   * and the state of each part of the scenario that did not change: stored items, and which
   * responses were used. The collections of a changed scenario start again if one of them changed.
   *
   * @default false
   */
  readonly watch?: boolean
  /** Called after a change of these files with what could not be loaded, or undefined. */
  readonly onReload?: (error: Error | undefined) => void
  /** Called with each problem of a document in `spec`. @default a warning of the process */
  readonly onProblem?: (problem: string) => void
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
