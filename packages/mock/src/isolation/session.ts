import type { Engines, EnginesState } from '../engine/engines.ts'
import type { EngineResult, Exchange, IncomingRequest } from '../http/messages.ts'
import { type MockRequest, toMockRequest } from '../http/recorded-request.ts'
import type { MockSession } from '../mock.ts'
import type { RealServer } from '../proxy/real-server.ts'
import type { Scenario } from '../scenario/scenario.ts'
import {
  type CallExpectations,
  callProblems,
  VerificationError,
} from '../verification/expect-calls.ts'
import { Run, type Verification } from '../verification/run.ts'

/** What all sessions of a mock share. */
export interface SessionContext {
  /** Returns the current engines, which a change of a document replaces. */
  readonly engines: () => Engines
  /** Decides which requests a real server receives. */
  readonly realServer: RealServer | undefined
  /** The scenario of a session at the start of the mock. */
  readonly scenario: Scenario
  readonly maxRecordedRequests: number
  /** Remembers the requests of all sessions. */
  readonly run: Run
}

/** The scenario, state and requests of one test. */
export class Session implements MockSession {
  /** Recent requests, oldest first. */
  readonly requests: MockRequest[] = []
  readonly #context: SessionContext
  #state: EnginesState
  // Since the last reset.
  #own = new Run()
  #startedAt = 0
  #dropped = 0

  constructor(context: SessionContext, state: EnginesState) {
    this.#context = context
    this.#state = state
  }

  get scenario(): Scenario {
    return this.#state.scenario
  }

  /** Starts another scenario. Throws ScenarioError, and then keeps the former one. */
  set scenario(scenario: Scenario) {
    this.#replaceState(this.#context.engines().start(scenario))
  }

  /**
   * Replaces the scenario. Parts that did not change keep their state. Throws ScenarioError, and
   * then keeps the former one.
   */
  changeScenario(scenario: Scenario): void {
    this.#replaceState(this.#context.engines().start(scenario, this.#state))
  }

  /**
   * Returns a function that continues with a scenario on other engines. Parts that did not change
   * keep their state. Throws ScenarioError.
   */
  prepareFor(engines: Engines, scenario: Scenario): () => void {
    const state = engines.start(scenario, this.#state)
    return () => this.#replaceState(state)
  }

  #replaceState(state: EnginesState): void {
    this.#context.run.addUsages(this.#state.usages())
    this.#state = state
  }

  /** Clears the requests and restarts the scenario. */
  reset(): void {
    this.#replaceState(this.#state.restarted())
    this.requests.length = 0
    this.#own = new Run()
    this.#dropped = 0
    this.#startedAt = performance.now()
  }

  /** Returns the response to a request. */
  handle(incoming: IncomingRequest): Promise<EngineResult> {
    const engines = this.#context.engines()
    const { method, path } = incoming
    const upstream = this.#context.realServer?.for(incoming, engines.operationOf(method, path))
    return engines.handle(incoming, this.#state, upstream)
  }

  /** Records an exchange, unless the session was reset meanwhile. */
  record(exchange: Exchange): MockRequest {
    const request = toMockRequest(exchange)
    this.#context.run.add(request)
    if (exchange.startedAt < this.#startedAt) return request
    this.#own.add(request)
    this.requests.push(request)
    if (this.requests.length > this.#context.maxRecordedRequests) {
      this.requests.shift()
      this.#dropped += 1
    }
    return request
  }

  /** Throws VerificationError if the requests since the last reset are not the expected ones. */
  expectCalls(expectations: CallExpectations): void {
    const ids = new Set(this.#context.engines().operations.map(({ id }) => id))
    const problems = callProblems(this.requests, expectations, (id) => ids.has(id))
    if (this.#dropped > 0) {
      problems.push(
        `The first ${this.#dropped} requests are no longer recorded; ` +
          'reset the mock more often, or raise `maxRecordedRequests`.',
      )
    }
    if (problems.length > 0) throw new VerificationError(problems)
  }

  /** Returns the undeclared calls since the last reset, and the unused responses. */
  verification(): Verification {
    this.#own.addUsages(this.#state.usages())
    return this.#own.verification()
  }

  /** Reports to the run which scripted responses were used. */
  reportUsages(): void {
    this.#context.run.addUsages(this.#state.usages())
  }
}
