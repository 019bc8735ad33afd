import { declaredFor, type Operation } from './contract/operation.ts'
import { type MockResponse, problem } from './http/messages.ts'
import { type Preference, PreferenceError, readPreference } from './http/prefer.ts'
import { createRouter, type Route } from './http/router.ts'
import type { LoadedContract } from './load-contract.ts'
import { type IncomingRequest, Prism, type PrismOptions } from './prism.ts'
import { type BoundCollection, bindScenario } from './scenario/bind.ts'
import type { Role } from './scenario/collection.ts'
import { CredentialExpiry } from './scenario/credential-expiry.ts'
import { ResponseQueue } from './scenario/response-queue.ts'
import type { Scenario, ScriptedResponse } from './scenario/scenario.ts'
import { ResponseValidator } from './validate/response.ts'
import { Undeclared } from './validate/undeclared.ts'

/** How an engine answers. */
export interface EngineOptions extends PrismOptions {
  readonly strict: boolean
  readonly scenario: Scenario
  /** Waits so many milliseconds. */
  readonly wait: (milliseconds: number) => Promise<void>
}

/** A reply, and what was noticed on the way. */
export interface EngineResult {
  readonly reply: MockResponse
  readonly operation: string | undefined
  readonly warnings: readonly string[]
}

/** Answers requests: Prism, and over it the scenario. It knows nothing of sockets. */
export class Engine {
  readonly #options: EngineOptions
  readonly #prepared: LoadedContract
  readonly #prism: Prism
  readonly #route: ReturnType<typeof createRouter>
  readonly #undeclared: Undeclared
  readonly #truth: ResponseValidator
  readonly #cast: readonly BoundCollection[]
  #answers: ResponseQueue
  #expiry: CredentialExpiry

  /** Throws ScenarioError. */
  constructor(prepared: LoadedContract, options: EngineOptions) {
    const { document, operations, schemas, resources } = prepared
    this.#options = options
    this.#prepared = prepared
    this.#prism = new Prism(resources, options)
    this.#route = createRouter(operations)
    this.#undeclared = new Undeclared(document)
    this.#truth = new ResponseValidator(document, schemas, this.#undeclared)
    this.#cast = bindScenario(options.scenario, {
      operations: new Map(operations.map((operation) => [operation.id, operation])),
      truth: this.#truth,
      metaOf: ({ envelope }) => document['x-envelopes']?.[envelope ?? '']?.meta,
    })
    this.#answers = new ResponseQueue(options.scenario.responses)
    this.#expiry = new CredentialExpiry(document, options.scenario.credentials)
  }

  /** Begins the scenario anew. */
  reset(): void {
    const { responses: answers, credentials } = this.#options.scenario
    this.#answers = new ResponseQueue(answers)
    this.#expiry = new CredentialExpiry(this.#prepared.document, credentials)
    for (const { kept } of this.#cast) kept.reset()
  }

  /** Id of the operation that a request is for. */
  operationOf(method: string, path: string): string | undefined {
    return this.#route(method, path)?.operation.id
  }

  /** Answers one request. */
  async handle(incoming: IncomingRequest): Promise<EngineResult> {
    const route = this.#route(incoming.method, incoming.path)
    const warnings = route ? this.#undeclared.in(route.operation, incoming) : []
    const reply = await this.#reply(route, incoming, warnings)
    return { reply, operation: route?.operation.id, warnings }
  }

  async #reply(
    route: Route | undefined,
    incoming: IncomingRequest,
    warnings: readonly string[],
  ): Promise<MockResponse> {
    let preference: Preference
    try {
      preference = readPreference(incoming.headers['prefer'], incoming.query)
    } catch (error) {
      if (error instanceof PreferenceError) return problem(422, 'Preference refused', error.message)
      throw error
    }
    if (!route) return (await this.#prism.ask(incoming, undefined, preference)).reply
    const { operation } = route
    if (this.#expiry.refuses(operation, incoming)) return this.#refused(operation, incoming)
    const answer = this.#answers.next(operation.id)
    const latency = (this.#options.scenario.latency ?? 0) + (answer?.latency ?? 0)
    if (latency > 0) await this.#options.wait(latency)
    if (answer?.disconnect === 'before') return { status: 0, headers: {}, disconnect: 'before' }
    const forced =
      answer?.status !== undefined && declaredFor(operation, answer.status)
        ? { code: answer.status }
        : {}
    const { accepted, reply } = await this.#prism.ask(incoming, operation, {
      ...preference,
      ...forced,
    })
    if (!accepted) return reply
    if (this.#options.strict && warnings.length > 0) return undeclared(warnings)
    const kept = answer?.status === undefined ? await this.#kept(route, incoming, reply) : reply
    const scripted = answer ? withAnswer(operation, kept, answer) : kept
    return scripted === reply ? reply : this.#checked(operation, scripted)
  }

  async #refused(operation: Operation, incoming: IncomingRequest): Promise<MockResponse> {
    if (!declaredFor(operation, 401)) return { status: 401, headers: {} }
    return (await this.#prism.ask(incoming, operation, { code: 401 }, true)).reply
  }

  async #kept(route: Route, incoming: IncomingRequest, reply: MockResponse): Promise<MockResponse> {
    const { operation } = route
    if (reply.status >= 300) return reply
    for (const { kept, roles } of this.#cast) {
      const role = (Object.keys(roles) as Role[]).find((name) => roles[name] === operation)
      if (!role) continue
      const shown = kept.respond(role, route, incoming, reply)
      const status = shown === undefined ? 404 : shown.status
      if (shown && status < 400) return shown
      if (!declaredFor(operation, status))
        return problem(status, 'Not there', `${operation.id} found nothing of that id.`)
      return (await this.#prism.ask(incoming, operation, { code: status })).reply
    }
    return reply
  }

  // Prism checked its own answer; what the scenario made of it is checked here.
  #checked(operation: Operation, reply: MockResponse): MockResponse {
    const faults = this.#truth.violations(operation, reply.status, reply.body, reply.headers)
    if (faults.length === 0 || reply.headers['content-type']?.includes('problem+json')) return reply
    const detail = `The scenario would answer what the contract does not allow for ${operation.id}: ${faults.join('; ')}.`
    return problem(500, 'Scenario refused', detail)
  }
}

function undeclared(warnings: readonly string[]): MockResponse {
  return problem(422, 'Undeclared input', warnings.join(' '), {
    validation: warnings.map((message) => ({ message })),
  })
}

function withAnswer(
  operation: Operation,
  reply: MockResponse,
  answer: ScriptedResponse,
): MockResponse {
  const { status, retryAfter, headers = {}, disconnect: cut } = answer
  const lower = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  )
  const more = { ...lower, ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }) }
  if (status !== undefined && !declaredFor(operation, status))
    return { status, headers: more, disconnect: cut }
  const body = answer.body === undefined ? reply.body : answer.body
  return { ...reply, headers: { ...reply.headers, ...more }, body, disconnect: cut }
}
