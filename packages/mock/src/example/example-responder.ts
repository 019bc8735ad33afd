import type { Schema as InputSchema } from '@returning-kit/validation'
import { type Document, examplesOf } from '../contract/document.ts'
import { type Operation, successStatus } from '../contract/operation.ts'
import type { IncomingRequest, MockResponse } from '../http/messages.ts'
import type { Route } from '../http/router.ts'
import type { RespondOptions } from '../prism/prism.ts'
import { acceptsJson, hasCredentials, isUnambiguous } from './certainty.ts'
import { readInput } from './read-input.ts'

/** The compiled schemas of the bundled contract, by `<operation id>Schemas`. */
export type CompiledSchemas = Readonly<
  Record<string, { readonly input: InputSchema<unknown> } | undefined>
>

/**
 * Responds to legal requests with the contract's examples, as Prism does, in a fraction of its
 * time. Compiled validators decide whether a request is legal.
 */
export class ExampleResponder {
  readonly #document: Document
  readonly #schemas: CompiledSchemas
  readonly #responses = new Map<string, MockResponse | undefined>()

  constructor(document: Document, schemas: CompiledSchemas) {
    this.#document = document
    this.#schemas = schemas
  }

  /** Returns the response that Prism would send, or undefined if only Prism can determine it. */
  async respond(
    incoming: IncomingRequest,
    route: Route,
    { preference, validateRequest = true }: RespondOptions,
  ): Promise<MockResponse | undefined> {
    const { operation } = route
    if (preference.dynamic || preference.exampleKey !== undefined) return undefined
    const response = this.#example(operation, preference.code ?? successStatus(operation))
    if (!response || !acceptsJson(incoming)) return undefined
    const isLegal = !validateRequest || (await this.#isLegal(incoming, route))
    return isLegal ? response : undefined
  }

  #example(operation: Operation, status: number | undefined): MockResponse | undefined {
    const key = `${operation.id} ${status}`
    if (!this.#responses.has(key)) {
      this.#responses.set(key, exampleResponse(this.#document, operation, status))
    }
    return this.#responses.get(key)
  }

  async #isLegal(incoming: IncomingRequest, route: Route): Promise<boolean> {
    const { operation } = route
    if (!isUnambiguous(operation, incoming)) return false
    if (!hasCredentials(this.#document, operation, incoming)) return false
    const schema = this.#schemas[`${operation.id}Schemas`]?.input
    if (!schema) return false
    const input = await readInput(this.#document, route, incoming).catch(() => undefined)
    return schema.is(input)
  }
}

// The response has one media type with one example, and no headers that Prism would generate.
function exampleResponse(
  document: Document,
  operation: Operation,
  status: number | undefined,
): MockResponse | undefined {
  const declared = operation.responses[String(status)]
  if (status === undefined || !declared || operation.isDeprecated) return undefined
  const { 'application/json': json, ...others } = declared.content
  const hasMore = Object.keys(others).length > 0 || Object.keys(declared.headers).length > 0
  if (!json || hasMore) return undefined
  const [example, second] = examplesOf(document, json)
  if (!example || second) return undefined
  return { status, headers: { 'content-type': 'application/json' }, body: example.value }
}
