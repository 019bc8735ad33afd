import { randomUUID } from 'node:crypto'
import { createLogger } from '@stoplight/prism-core'
import {
  createInstance,
  getHttpOperationsFromSpec,
  type IHttpConfig,
  type IHttpRequest,
  type IHttpResponse,
  ProblemJsonError,
  UNPROCESSABLE_ENTITY,
} from '@stoplight/prism-http'
import type { Operation } from '../contract/operation.ts'
import { validAccept } from '../http/malformed.ts'
import { type IncomingRequest, lowerCaseNames, type MockResponse } from '../http/messages.ts'
import type { Preference } from '../http/prefer.ts'
import { invalidResponse, prismProblem } from './prism-problem.ts'
import { isUnreadable, readablePath, withReadableHeaders } from './readable-request.ts'

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
  readonly severity: number
}[]

// The numbers are those of `DiagnosticSeverity`. A deprecated parameter causes a warning.
const severities = ['Error', 'Warning', 'Information', 'Hint']
const isError = ({ severity }: { readonly severity: number }) => severities[severity] === 'Error'

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
    const server = incoming.query.get('__server')
    const ranges = accept === undefined ? undefined : validAccept(accept)
    const request: IHttpRequest = {
      method: incoming.method.toLowerCase() as IHttpRequest['method'],
      url: {
        path: operation ? readablePath(incoming.path) : incoming.path,
        query: toQueryObject(incoming.query),
        ...(server && { baseUrl: server }),
      },
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
      ? this.#resourcesByRoute
          .get(`${operation.method} ${operation.path}`)
          ?.map((resource) => withReadableHeaders(resource, incoming.headers))
      : undefined
    const send = async () => this.#instance.request(request, resources ?? this.#resources, config)()
    const result = await send().catch((left: Error) => ({ _tag: 'Left' as const, left }))
    if (result._tag === 'Left') {
      const response = toErrorResponse(result.left)
      return { accepted: response.status === 501, response }
    }
    const { output, validations } = result.right
    const accepted = !validations.input.some(isError)
    const outputDiagnostics = isXml(output.headers?.['Content-type'] ?? '')
      ? []
      : validations.output
    const violations = [
      ...toViolations('request', validations.input),
      ...toViolations('response', outputDiagnostics),
    ]
    const invalid = toViolations('response', outputDiagnostics.filter(isError))
    const response =
      config.errors && invalid.length > 0 ? invalidResponse(invalid) : toMockResponse(output)
    return { accepted, response: withViolations(response, violations) }
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
  return diagnostics.map(({ path = [], code, message, severity }) => ({
    location: [location, ...path],
    severity: severities[severity],
    code,
    message,
  }))
}

function toMockResponse({ statusCode, headers = {}, body }: IHttpResponse): MockResponse {
  return { status: statusCode, headers: lowerCaseNames(headers), body }
}

function withViolations(response: MockResponse, violations: readonly object[]): MockResponse {
  if (violations.length === 0) return response
  const headers = { ...response.headers, 'sl-violations': toHeaderValue(violations) }
  return { ...response, headers }
}

// Header values are bytes, and messages may contain any character of the request.
function toHeaderValue(violations: readonly object[]): string {
  const value = JSON.stringify(violations).replaceAll(/[^\x20-\x7e]/g, '?')
  return value.length > longestHeader
    ? `Too many violations! ${value.slice(0, longestHeader)}`
    : value
}

function toErrorResponse(error: Error): MockResponse {
  if (isUnreadable(error)) return prismProblem(UNPROCESSABLE_ENTITY, { detail: error.message })
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
