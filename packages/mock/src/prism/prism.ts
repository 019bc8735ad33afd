import { randomUUID } from 'node:crypto'
import { createLogger } from '@stoplight/prism-core'
import {
  createInstance,
  getHttpOperationsFromSpec,
  type IHttpConfig,
  type IHttpRequest,
  type IHttpResponse,
  ProblemJsonError,
} from '@stoplight/prism-http'
import type { Operation } from '../contract/operation.ts'
import { validAccept } from '../http/malformed.ts'
import {
  type IncomingRequest,
  lowerCaseNames,
  type MockResponse,
  problem,
} from '../http/messages.ts'
import type { Preference } from '../http/prefer.ts'

/** Prism's response to a request. */
export interface PrismResult {
  /** Whether the request matches the contract. */
  readonly accepted: boolean
  readonly response: MockResponse
}

/** Options for all responses of Prism. */
export interface PrismOptions {
  readonly dynamic: boolean
  readonly errors: boolean
  readonly seed: string | undefined
}

/** Options for one response of Prism. */
export interface RespondOptions {
  readonly preference: Preference
  /** Whether the request and its credentials are validated. @default true */
  readonly validateRequest?: boolean
}

/** The operations that Prism reads from a document. All mocks of the document share them. */
export type Resources = Awaited<ReturnType<typeof getHttpOperationsFromSpec>>

type Diagnostics = readonly {
  readonly code?: string | number
  readonly message: string
  readonly path?: readonly string[]
}[]

// Node's clients reject responses whose headers exceed 16 kB in total.
const longestHeader = 8000

/** Reads the operations of a document with Prism. */
export async function readResources(document: object): Promise<Resources> {
  // Prism resolves references in the object that it reads.
  const resources = await getHttpOperationsFromSpec(structuredClone(document))
  return resources.map(withoutXmlSchema)
}

function isXml(mediaType: string): boolean {
  return /^[^;]*[/+]xml\b/i.test(mediaType)
}

// Prism validates the string of an XML body as if it were the value that the schema describes.
function withoutXmlSchema(resource: Resources[number]): Resources[number] {
  const body = resource.request?.body
  if (!body?.contents?.some(({ mediaType }) => isXml(mediaType))) return resource
  const contents = body.contents.map(({ schema, ...content }) =>
    isXml(content.mediaType) || schema === undefined ? content : { ...content, schema },
  )
  return { ...resource, request: { ...resource.request, body: { ...body, contents } } }
}

/** Prism in this process, without a socket between it and the server. */
export class Prism {
  readonly #resources: Resources
  readonly #resourcesByRoute: ReadonlyMap<string, Resources>
  readonly #config: IHttpConfig
  readonly #instance: ReturnType<typeof createInstance>

  constructor(resources: Resources, { dynamic, errors, seed }: PrismOptions) {
    this.#resources = resources
    this.#resourcesByRoute = new Map(
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

  /** Returns the response to a request. Without an operation, Prism searches for it. */
  async respond(
    incoming: IncomingRequest,
    operation: Operation | undefined,
    { preference, validateRequest = true }: RespondOptions,
  ): Promise<PrismResult> {
    const { accept, ...headers } = incoming.headers
    const ranges = accept === undefined ? undefined : validAccept(accept)
    const request: IHttpRequest = {
      method: incoming.method.toLowerCase() as IHttpRequest['method'],
      url: { path: incoming.path, query: toQueryObject(incoming.query) },
      headers: ranges === undefined ? headers : { ...headers, accept: ranges },
      body: incoming.body,
    }
    const config: IHttpConfig = {
      ...this.#config,
      validateRequest,
      checkSecurity: validateRequest,
      // Prism seeds one generator of all requests, which a request without a seed must not inherit.
      mock: { seed: randomUUID(), ...this.#config.mock, ...preference },
    }
    const resources = operation
      ? this.#resourcesByRoute.get(`${operation.method} ${operation.path}`)
      : undefined
    const send = async () => this.#instance.request(request, resources ?? this.#resources, config)()
    const result = await send().catch((left: Error) => ({ _tag: 'Left' as const, left }))
    if (result._tag === 'Left') {
      const response = toErrorResponse(result.left)
      return { accepted: response.status === 501, response }
    }
    const { output, validations } = result.right
    const accepted = validations.input.length === 0
    const outputViolations = isXml(output.headers?.['Content-type'] ?? '')
      ? []
      : toViolations('response', validations.output)
    if (config.errors && outputViolations.length > 0) {
      const detail = 'The response does not match the contract, and the option `errors` is set.'
      const members = { detail, validation: outputViolations }
      return { accepted, response: problem(500, 'Invalid response', members) }
    }
    const violations = [...toViolations('request', validations.input), ...outputViolations]
    return { accepted, response: toMockResponse(output, violations) }
  }
}

function toQueryObject(query: URLSearchParams): Record<string, string | string[]> {
  return Object.fromEntries(
    [...new Set(query.keys())].map((name) => {
      const values = query.getAll(name)
      return [name, values.length === 1 ? (values[0] as string) : values]
    }),
  )
}

function toViolations(location: 'request' | 'response', diagnostics: Diagnostics): object[] {
  return diagnostics.map(({ path = [], code, message }) => ({
    location: [location, ...path],
    code,
    message,
  }))
}

function toMockResponse(
  { statusCode, headers = {}, body }: IHttpResponse,
  violations: readonly object[],
): MockResponse {
  return {
    status: statusCode,
    headers: {
      ...lowerCaseNames(headers),
      ...(violations.length > 0 && { 'sl-violations': toHeaderValue(violations) }),
    },
    body,
  }
}

// Header values are bytes, and messages may contain any character of the request.
function toHeaderValue(violations: readonly object[]): string {
  const value = JSON.stringify(violations).replaceAll(/[^\x20-\x7e]/g, '?')
  return value.length > longestHeader
    ? `Too many violations! ${value.slice(0, longestHeader)}`
    : value
}

function toErrorResponse(error: Error): MockResponse {
  const { status: prismStatus = 500, additional } = error as Partial<ProblemJsonError>
  // Prism has 500 for what a document lacks, such as a response, and throws for what it cannot read.
  const status = prismStatus === 500 ? 501 : prismStatus
  const headers = (additional as { headers?: Record<string, string> } | undefined)?.headers ?? {}
  const body = { ...ProblemJsonError.toProblemJson(error), status }
  return {
    status,
    headers: { ...lowerCaseNames(headers), 'content-type': 'application/problem+json' },
    body,
  }
}
