import type { Document } from '../contract/document.ts'
import { declaredResponse, metaPathOf, type Operation } from '../contract/operation.ts'
import { malformedPart } from '../http/malformed.ts'
import type { EngineResult, IncomingRequest, MockResponse } from '../http/messages.ts'
import { observedStream } from '../http/observed-stream.ts'
import { type Preference, readPreference } from '../http/prefer.ts'
import { createRouter, type Route } from '../http/router.ts'
import type { PrismOptions } from '../prism/prism.ts'
import { invalidResponse } from '../prism/prism-problem.ts'
import type { Upstream } from '../proxy/upstream.ts'
import { requestViolations, responseViolations, streamSchema } from '../proxy/violations.ts'
import { applyScript } from '../scenario/apply-script.ts'
import { bindScenario } from '../scenario/bind.ts'
import type { StoreRequest } from '../scenario/collection.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { ScenarioState, type StoreRole } from '../scenario/state.ts'
import { storedResponse } from '../scenario/stored-response.ts'
import { ResponseValidator } from '../validate/response.ts'
import { StreamValidator } from '../validate/stream-items.ts'
import { UndeclaredFinder } from '../validate/undeclared.ts'
import { ContractResponder } from './contract-responder.ts'
import type { LoadedContract } from './load-contract.ts'
import {
  finalResponse,
  scenarioViolation,
  toProblem,
  undeclaredInput,
} from './problem-responses.ts'

/** Options of an {@link Engine}. */
export interface EngineOptions extends PrismOptions {
  readonly strict: boolean
  readonly scenario: Scenario
  /** Resolves after a number of milliseconds. */
  readonly wait: (milliseconds: number) => Promise<void>
}

interface Handled {
  readonly route: Route | undefined
  readonly incoming: IncomingRequest
  /** What is wrong with the request, and with the response of the real server. */
  readonly warnings: string[]
  readonly state: ScenarioState
  /** Requests the response of the real server. */
  readonly upstream: Upstream | undefined
}

/** Responds to requests with Prism and applies the scenario to its responses. */
export class Engine {
  readonly #options: EngineOptions
  readonly #document: Document
  readonly #responder: ContractResponder
  readonly #findRoute: ReturnType<typeof createRouter>
  readonly #undeclared: UndeclaredFinder
  readonly #validator: ResponseValidator
  readonly #streams: StreamValidator
  readonly #operations: ReadonlyMap<string, Operation>
  #state: ScenarioState

  /** Throws ScenarioError. */
  constructor(contract: LoadedContract, options: EngineOptions) {
    const { document, operations, schemas } = contract
    this.#options = options
    this.#document = document
    this.#responder = new ContractResponder(contract, options)
    this.#findRoute = createRouter(operations)
    this.#undeclared = new UndeclaredFinder(document)
    this.#validator = new ResponseValidator(document, schemas, this.#undeclared)
    this.#streams = new StreamValidator(document, schemas)
    this.#operations = new Map(operations.map((operation) => [operation.id, operation]))
    this.#state = this.start(options.scenario)
  }

  /**
   * Returns the state of a scenario at its start. Parts that are the same as those of `previous`
   * keep its state. Throws ScenarioError.
   */
  start(scenario: Scenario, previous?: ScenarioState): ScenarioState {
    const collections = bindScenario(scenario, {
      operations: this.#operations,
      validator: this.#validator,
      metaPathOf: (operation) => metaPathOf(this.#document, operation),
    })
    const bound = {
      document: this.#document,
      validator: this.#validator,
      scenario,
      collections,
    }
    return new ScenarioState(bound, previous)
  }

  /** Restarts the scenario. A request that is being handled does not change the new state. */
  reset(): void {
    this.#state = this.#state.restarted()
  }

  /** Returns the id of the operation for a method and path, or undefined. */
  operationOf(method: string, path: string): string | undefined {
    return this.#findRoute(method, path)?.operation.id
  }

  /**
   * Returns the response to a request, by default with the state of the scenario in the options.
   * With `upstream` it is that of the real server, unless the scenario has another one.
   */
  async handle(
    incoming: IncomingRequest,
    state: ScenarioState = this.#state,
    upstream?: Upstream,
  ): Promise<EngineResult> {
    const route = this.#findRoute(incoming.method, incoming.path)
    const warnings = route ? this.#undeclared.inRequest(route.operation, incoming) : []
    const response =
      malformedPart(incoming) ??
      (await this.#respond({ route, incoming, warnings, state, upstream })
        .then(finalResponse)
        .catch(toProblem))
    return { response, operation: route?.operation.id, pathParameters: route?.path, warnings }
  }

  async #respond(handled: Handled): Promise<MockResponse> {
    const { route, incoming, warnings, state, upstream } = handled
    const preference = readPreference(incoming.headers['prefer'], incoming.query)
    if (!route && upstream) return upstream()
    if (!route) return (await this.#responder.respond(incoming, route, { preference })).response
    const { operation } = route
    if (state.expiry.recordUse(operation, incoming)) return this.#unauthorized(route, incoming)
    const stored = state.storeOf(operation)
    // Generated data rarely validates, so stored items are merged into the example.
    const options = { preference: stored ? { ...preference, dynamic: false } : preference }
    const { accepted, response } = await this.#responder.respond(incoming, route, options)
    const isUndeclared = this.#options.strict && warnings.length > 0
    // A request that the contract does not allow uses up no scripted response.
    const script = accepted && !isUndeclared ? await state.nextResponse(route, incoming) : undefined
    const latency = (state.scenario.latency ?? 0) + (script?.latency ?? 0)
    if (latency > 0) await this.#options.wait(latency)
    if (!accepted) {
      if (!upstream) return response
      warnings.push(...requestViolations(response))
      if (this.#options.errors) return response
      return this.#forward(upstream, operation, warnings)
    }
    if (isUndeclared) return undeclaredInput(warnings)
    if (script?.disconnect === 'before') return { status: 0, headers: {}, disconnect: 'before' }
    if (script?.status === undefined) {
      const current = upstream
        ? await this.#forward(upstream, operation, warnings)
        : await this.#withItems(stored, { route, incoming, response })
      if (!script) return current
      const scripted = applyScript(operation, current, script)
      if (upstream) return scripted
      return this.#violation(operation, { ...scripted, body: undefined }) ?? scripted
    }
    const declared = declaredResponse(operation, script.status)
      ? await this.#responseWith(script.status, route, incoming, preference)
      : response
    const scripted = applyScript(operation, declared, script)
    // Prism has validated the body unless the scenario sets one.
    return this.#violation(operation, { ...scripted, body: script.body }) ?? scripted
  }

  async #responseWith(
    code: number,
    route: Route,
    incoming: IncomingRequest,
    preference: Preference = {},
  ): Promise<MockResponse> {
    const options = { preference: { ...preference, code }, validateRequest: false }
    return (await this.#responder.respond(incoming, route, options)).response
  }

  async #forward(
    upstream: Upstream,
    operation: Operation,
    warnings: string[],
  ): Promise<MockResponse> {
    const response = await upstream()
    const violations = responseViolations(operation, response, this.#validator)
    warnings.push(...violations)
    const { stream, status } = response
    if (this.#options.errors && violations.length > 0) {
      stream?.cancel().catch(() => {})
      return invalidResponse(violations.map((message) => ({ message })))
    }
    const schema = stream && streamSchema(operation, response)
    if (!schema) return response
    // The response has begun, so a violation can only be recorded.
    const observer = this.#streams.observe(schema, (violation) =>
      warnings.push(`Response ${status}: ${violation}.`),
    )
    return { ...response, stream: observedStream(stream, observer) }
  }

  async #unauthorized(route: Route, incoming: IncomingRequest): Promise<MockResponse> {
    if (!declaredResponse(route.operation, 401)) return { status: 401, headers: {} }
    return this.#responseWith(401, route, incoming)
  }

  async #withItems(stored: StoreRole | undefined, request: StoreRequest): Promise<MockResponse> {
    const { route, incoming } = request
    const current = await storedResponse(request, {
      stored,
      metaPath: metaPathOf(this.#document, route.operation),
      respondWith: async (code) =>
        (await this.#responder.respond(incoming, route, { preference: { code } })).response,
    })
    const isChanged = stored !== undefined && current.status < 300
    return (isChanged && this.#violation(route.operation, current)) || current
  }

  // Returns the response to a violation that the scenario causes.
  #violation(
    operation: Operation,
    { status, headers, body }: MockResponse,
  ): MockResponse | undefined {
    if (headers['content-type']?.includes('problem+json')) return undefined
    const violations = this.#validator.violations(operation, { status, headers, body })
    return violations.length > 0 ? scenarioViolation(operation, violations) : undefined
  }
}
