import { createLogger } from '@stoplight/prism-core'
import {
  createInstance,
  getHttpOperationsFromSpec,
  type IHttpConfig,
  type IHttpRequest,
  type IHttpResponse,
  ProblemJsonError,
} from '@stoplight/prism-http'
import type { Operation } from './contract/operation.ts'
import { type MockResponse, problem } from './http/messages.ts'
import type { Preference } from './http/prefer.ts'

/** A request whose body has arrived and is parsed. */
export interface IncomingRequest {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: Readonly<Record<string, string>>
  /** The decoded JSON, the text of another media type, null without a body. */
  readonly body: unknown
}

/** What Prism made of a request. */
export interface PrismResult {
  /** Whether the request is what the contract wants. */
  readonly accepted: boolean
  readonly reply: MockResponse
}

/** How every answer is made. */
export interface PrismOptions {
  readonly dynamic: boolean
  readonly errors: boolean
  readonly seed: string | undefined
}

/** What Prism reads out of a document; shared by all mocks of it. */
export type Resources = Awaited<ReturnType<typeof getHttpOperationsFromSpec>>

type Diagnostics = readonly {
  readonly code?: string | number
  readonly message: string
  readonly path?: readonly string[]
}[]

// More would not fit into the headers that Node reads.
const longestHeader = 8000

/** Reads a document as Prism does. */
export function readResources(document: object): Promise<Resources> {
  return getHttpOperationsFromSpec(document)
}

/** Prism, called in this process: no socket between it and the server in front. */
export class Prism {
  readonly #resources: Resources
  readonly #byRoute: ReadonlyMap<string, Resources>
  readonly #config: IHttpConfig
  readonly #instance: ReturnType<typeof createInstance>

  constructor(resources: Resources, { dynamic, errors, seed }: PrismOptions) {
    this.#resources = resources
    this.#byRoute = new Map(
      resources.map((resource) => [
        `${resource.method.toUpperCase()} ${resource.path}`,
        [resource],
      ]),
    )
    this.#config = {
      isProxy: false,
      upstreamProxy: undefined,
      validateRequest: true,
      validateResponse: true,
      checkSecurity: true,
      errors,
      mock: { dynamic, ...(seed !== undefined && { seed }) },
    }
    this.#instance = createInstance(this.#config, {
      logger: createLogger('mock', { level: 'silent' }),
    })
  }

  /** Asks for the answer to a request; with `unchecked`, whatever the request is. */
  async ask(
    incoming: IncomingRequest,
    operation: Operation | undefined,
    preference: Preference,
    unchecked = false,
  ): Promise<PrismResult> {
    const input: IHttpRequest = {
      method: incoming.method.toLowerCase() as IHttpRequest['method'],
      url: { path: incoming.path, query: namesAndValues(incoming.query) },
      headers: incoming.headers,
      body: incoming.body,
    }
    const config: IHttpConfig = { ...this.#config, mock: { ...this.#config.mock, ...preference } }
    if (unchecked) Object.assign(config, { validateRequest: false, checkSecurity: false })
    const resources = operation
      ? this.#byRoute.get(`${operation.method} ${operation.path}`)
      : undefined
    const result = await this.#instance.request(input, resources ?? this.#resources, config)()
    if (result._tag === 'Left') return { accepted: false, reply: refusal(result.left) }
    const { output, validations } = result.right
    const accepted = validations.input.length === 0
    const found = [
      ...listed('request', validations.input),
      ...listed('response', validations.output),
    ]
    if (config.errors && validations.output.length > 0) {
      const detail = 'The answer does not fit the contract, and `errors` is on.'
      return {
        accepted,
        reply: problem(500, 'Answer refused', detail, {
          validation: listed('response', validations.output),
        }),
      }
    }
    return { accepted, reply: replyOf(output, found) }
  }
}

function namesAndValues(query: URLSearchParams): Record<string, string | string[]> {
  return Object.fromEntries(
    [...new Set(query.keys())].map((name) => {
      const values = query.getAll(name)
      return [name, values.length === 1 ? (values[0] as string) : values]
    }),
  )
}

function listed(side: 'request' | 'response', diagnostics: Diagnostics): object[] {
  return diagnostics.map(({ path = [], code, message }) => ({
    location: [side, ...path],
    code,
    message,
  }))
}

function replyOf(
  { statusCode, headers = {}, body }: IHttpResponse,
  violations: readonly object[],
): MockResponse {
  const said = violations.length > 0 ? { 'sl-violations': headerText(violations) } : {}
  return { status: statusCode, headers: { ...lowerCased(headers), ...said }, body }
}

function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
  )
}

// Header values hold bytes; what a caller sent may come back in a message.
function headerText(violations: readonly object[]): string {
  const text = JSON.stringify(violations).replaceAll(/[^\x20-\x7e]/g, '?')
  return text.length > longestHeader ? `Too many violations! ${text.slice(0, longestHeader)}` : text
}

function refusal(error: Error): MockResponse {
  const { status = 500, additional } = error as Partial<ProblemJsonError>
  const headers = (additional as { headers?: Record<string, string> } | undefined)?.headers ?? {}
  const body = ProblemJsonError.toProblemJson(error)
  return {
    status,
    headers: { ...lowerCased(headers), 'content-type': 'application/problem+json' },
    body,
  }
}
