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
   * Throws VerificationError if the requests since the last reset are not the expected ones.
   *
   * @param expectations - For each operation a number of calls, or a range and values.
   */
  expectCalls(expectations: CallExpectations): void
  /** Returns calls that the contract does not declare, and scripted responses that were not used. */
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
   */
  session(id: string): MockSession
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
