import type { EventName } from '@returning-kit/webhooks'
import type { MockRequest } from './http/recorded-request.ts'
import type { Scenario } from './scenario/scenario.ts'
import type { Coverage } from './verification/coverage.ts'
import type { CallExpectations } from './verification/expect-calls.ts'
import type { Verification } from './verification/run.ts'
import type { Delivered, DeliveryOptions } from './webhooks/emit.ts'

/** What a test controls: a scenario, and the requests since the last reset. */
export interface MockSession {
  /** Recent requests, oldest first. */
  readonly requests: readonly MockRequest[]
  /** The scenario. Assigning another one starts it. Throws ScenarioError. */
  scenario: Scenario
  /** Clears the recorded requests and restarts the scenario. */
  reset(): void
  /**
   * Checks that the requests since the last reset are the expected ones.
   *
   * @param expectations - For each operation a number of calls, or a range and values.
   * @throws VerificationError with one sentence for each expectation that is not met.
   * @example
   * ```ts
   * const mock = createMock()
   * const client = createClient({ token: 'fake-token', fetch: mock.fetch })
   * await getUser(client, { userId: '61100af5c548eb5c7ebc7819' })
   * const when = { path: { userId: '61100af5c548eb5c7ebc7819' } }
   * mock.expectCalls({ getUser: { times: 1, when }, sendMessage: 0 })
   * ```
   */
  expectCalls(expectations: CallExpectations): void
  /**
   * Returns the calls since the last reset that the contract does not declare, and the scripted
   * responses that were not used.
   */
  verification(): Verification
}

/** A mock in this process. */
export interface InProcessMock extends MockSession {
  /**
   * Responds to a request without a socket. The request may have any host. Redirects are not
   * followed.
   */
  readonly fetch: typeof globalThis.fetch
  /** Returns the id of the operation of a method and path, or undefined. */
  operationOf(method: string, path: string): string | undefined
  /** Number of operations. */
  readonly operations: number
  /** Token of the control API at `/__mock/`. */
  readonly controlToken: string
  /**
   * Returns the session of requests with the header `x-mock-session: <id>`. It starts with the
   * scenario of the mock, and shares no state with other sessions.
   *
   * @param id - Any string. The last 1000 sessions are kept.
   * @example
   * ```ts
   * const mock = createMock()
   * const test = mock.session('test 1')
   * test.scenario = { responses: { getUser: [{ status: 404 }] } }
   * const headers = { 'x-mock-session': 'test 1' }
   * const client = createClient({ token: 'fake-token', fetch: mock.fetch, headers })
   * console.log((await getUser(client, { userId: '61100af5c548eb5c7ebc7819' })).status) // 404
   * ```
   */
  session(id: string): MockSession
  /**
   * Returns the calls of all sessions that the contract does not declare, and the scripted
   * responses that no session used up. A reset does not change it.
   */
  verification(): Verification
  /** Returns which operations and statuses of the contract the requests of all sessions reached. */
  coverage(): Coverage
  /**
   * Sends a webhook of the contract to a receiver.
   *
   * @param name - Name of the webhook.
   * @param payload - Payload of the event. The default is the example of the contract.
   * @param options - Receiver and keys. Those of the mock by default.
   * @throws EmitError if the payload violates the contract, or the receiver does not respond.
   */
  emit(
    name: EventName | (string & {}),
    payload?: unknown,
    options?: DeliveryOptions,
  ): Promise<Delivered>
}

/** A mock that listens on a port. */
export interface Mock extends InProcessMock, AsyncDisposable {
  /** URL of the mock, such as `http://127.0.0.1:4010`. */
  readonly url: string
  /** Stops the mock. Closes idle connections and cancels scripted delays. */
  stop(): Promise<void>
}
