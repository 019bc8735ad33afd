import type { Document } from './contract/document.ts'
import { declaredResponse, type Operation } from './contract/operation.ts'
import {
  type EngineResult,
  type IncomingRequest,
  lowerCaseNames,
  type MockResponse,
  problem,
} from './http/messages.ts'
import { type Preference, PreferenceError, readPreference } from './http/prefer.ts'
import { createRouter, type Route } from './http/router.ts'
import type { LoadedContract } from './load-contract.ts'
import { Prism, type PrismOptions } from './prism.ts'
import { type BoundCollection, bindScenario } from './scenario/bind.ts'
import { roles } from './scenario/collection.ts'
import { CredentialExpiry } from './scenario/credential-expiry.ts'
import { ResponseQueue } from './scenario/response-queue.ts'
import type { Scenario, ScriptedResponse } from './scenario/scenario.ts'
import { ResponseValidator } from './validate/response.ts'
import { UndeclaredFinder } from './validate/undeclared.ts'

/** Options of an {@link Engine}. */
export interface EngineOptions extends PrismOptions {
  readonly strict: boolean
  readonly scenario: Scenario
  /** Resolves after a number of milliseconds. */
  readonly wait: (milliseconds: number) => Promise<void>
}

/** Responds to requests with Prism and applies the scenario to its responses. */
export class Engine {
  readonly #options: EngineOptions
  readonly #document: Document
  readonly #prism: Prism
  readonly #findRoute: ReturnType<typeof createRouter>
  readonly #undeclared: UndeclaredFinder
  readonly #validator: ResponseValidator
  readonly #collections: readonly BoundCollection[]
  #responses: ResponseQueue
  #expiry: CredentialExpiry

  /** Throws ScenarioError. */
  constructor(
    { document, operations, schemas, resources }: LoadedContract,
    options: EngineOptions,
  ) {
    this.#options = options
    this.#document = document
    this.#prism = new Prism(resources, options)
    this.#findRoute = createRouter(operations)
    this.#undeclared = new UndeclaredFinder(document)
    this.#validator = new ResponseValidator(document, schemas, this.#undeclared)
    this.#collections = bindScenario(options.scenario, {
      operations: new Map(operations.map((operation) => [operation.id, operation])),
      validator: this.#validator,
      metaPathOf: ({ envelope }) => document['x-envelopes']?.[envelope ?? '']?.meta,
    })
    this.#responses = new ResponseQueue(options.scenario.responses)
    this.#expiry = new CredentialExpiry(document, options.scenario.credentials)
  }

  /** Restarts the scenario. */
  reset(): void {
    const { responses, credentials } = this.#options.scenario
    this.#responses = new ResponseQueue(responses)
    this.#expiry = new CredentialExpiry(this.#document, credentials)
    for (const { store } of this.#collections) store.reset()
  }

  /** Returns the id of the operation for a method and path, or undefined. */
  operationOf(method: string, path: string): string | undefined {
    return this.#findRoute(method, path)?.operation.id
  }

  /** Returns the response to a request. */
  async handle(incoming: IncomingRequest): Promise<EngineResult> {
    const route = this.#findRoute(incoming.method, incoming.path)
    const warnings = route ? this.#undeclared.inRequest(route.operation, incoming) : []
    const response = await this.#respond(route, incoming, warnings)
    return { response, operation: route?.operation.id, warnings }
  }

  async #respond(
    route: Route | undefined,
    incoming: IncomingRequest,
    warnings: readonly string[],
  ): Promise<MockResponse> {
    let preference: Preference
    try {
      preference = readPreference(incoming.headers['prefer'], incoming.query)
    } catch (error) {
      if (!(error instanceof PreferenceError)) throw error
      return problem(422, 'Invalid preference', { detail: error.message })
    }
    if (!route) return (await this.#prism.respond(incoming, undefined, { preference })).response
    const { operation } = route
    if (this.#expiry.recordUse(operation, incoming)) return this.#unauthorized(operation, incoming)
    const script = this.#responses.next(operation.id)
    const latency = (this.#options.scenario.latency ?? 0) + (script?.latency ?? 0)
    if (latency > 0) await this.#options.wait(latency)
    if (script?.disconnect === 'before') return { status: 0, headers: {}, disconnect: 'before' }
    const isDeclared = script?.status !== undefined && declaredResponse(operation, script.status)
    const { accepted, response } = await this.#prism.respond(incoming, operation, {
      preference: isDeclared ? { ...preference, code: script.status } : preference,
    })
    if (!accepted) return response
    if (this.#options.strict && warnings.length > 0) return undeclaredInput(warnings)
    const stored =
      script?.status === undefined
        ? await this.#fromCollections(route, incoming, response)
        : response
    const scripted = script ? applyScript(operation, stored, script) : stored
    return scripted === response ? response : this.#validated(operation, scripted)
  }

  async #unauthorized(operation: Operation, incoming: IncomingRequest): Promise<MockResponse> {
    if (!declaredResponse(operation, 401)) return { status: 401, headers: {} }
    const options = { preference: { code: 401 }, validateRequest: false }
    return (await this.#prism.respond(incoming, operation, options)).response
  }

  async #fromCollections(
    route: Route,
    incoming: IncomingRequest,
    response: MockResponse,
  ): Promise<MockResponse> {
    const { operation } = route
    if (response.status >= 300) return response
    for (const { store, operationsByRole } of this.#collections) {
      const role = roles.find((name) => operationsByRole[name] === operation)
      if (!role) continue
      const stored = store.respond(role, { route, incoming, response })
      const status = stored?.status ?? 404
      if (stored && status < 400) return stored
      if (!declaredResponse(operation, status)) {
        const detail = `${operation.id} found no item with this id.`
        return problem(status, 'Not found', { detail })
      }
      const options = { preference: { code: status } }
      return (await this.#prism.respond(incoming, operation, options)).response
    }
    return response
  }

  // Prism has validated the response only as it was before the scenario changed it.
  #validated(operation: Operation, response: MockResponse): MockResponse {
    const { status, headers, body } = response
    const violations = this.#validator.violations(operation, { status, headers, body })
    if (violations.length === 0 || headers['content-type']?.includes('problem+json')) {
      return response
    }
    const reasons = violations.join('; ')
    const detail = `The scenario's response to ${operation.id} violates the contract: ${reasons}.`
    return problem(500, 'Invalid scenario response', { detail })
  }
}

function undeclaredInput(warnings: readonly string[]): MockResponse {
  return problem(422, 'Undeclared input', {
    detail: warnings.join(' '),
    validation: warnings.map((message) => ({ message })),
  })
}

function applyScript(
  operation: Operation,
  response: MockResponse,
  script: ScriptedResponse,
): MockResponse {
  const { status, retryAfter, disconnect } = script
  const headers = {
    ...lowerCaseNames(script.headers ?? {}),
    ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }),
  }
  if (status !== undefined && !declaredResponse(operation, status)) {
    return { status, headers, disconnect }
  }
  return {
    ...response,
    headers: { ...response.headers, ...headers },
    body: script.body === undefined ? response.body : script.body,
    disconnect,
  }
}
