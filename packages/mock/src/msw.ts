import { AsyncLocalStorage } from 'node:async_hooks'
import type * as core from '@returning-kit/core'
import { type HttpHandler, http as msw } from 'msw'
import type { Document } from './contract/document.ts'
import { type Operation, readOperations } from './contract/operation.ts'
import { createMock } from './create-mock.ts'
import { readInput } from './example/read-input.ts'
import { contract } from './generated/contract.gen.ts'
import { isDisconnect } from './http/fetch.ts'
import { createRouter } from './http/router.ts'
import type { InProcessMock } from './mock.ts'
import type {
  BodyOf,
  GatewayStatus,
  OperationId,
  Responder,
  Responses,
  ScriptedResponse,
} from './scenario/scenario.ts'

/** The input of the generated function of an operation. */
export type InputOf<Id extends OperationId> = NonNullable<Parameters<(typeof core)[Id]>[1]>

/** Headers, a delay and a disconnect of a response. */
export type ResponseOptions = Pick<
  ScriptedResponse,
  'headers' | 'latency' | 'retryAfter' | 'disconnect'
>

/** Returns a response that the contract allows. */
export interface Respond<Id extends OperationId> {
  /**
   * @param status - A status that the operation declares.
   * @param body - The body. The contract's example for the status by default.
   */
  <Status extends keyof Responses<Id> & number>(
    status: Status,
    body?: BodyOf<Responses<Id>[Status]>,
    options?: ResponseOptions,
  ): ScriptedResponse<Id>
  /** @param status - A status of a gateway, which has no body. */
  (status: GatewayStatus, body?: undefined, options?: ResponseOptions): ScriptedResponse<Id>
}

/** What a resolver gets of a request. */
export interface ResolverInfo<Id extends OperationId> {
  readonly request: Request
  /** The input with which a generated function sends the request. */
  readonly input: InputOf<Id>
  readonly respond: Respond<Id>
}

/**
 * Returns the response to a valid request. For `undefined` it is the contract's example. A response
 * that the contract does not allow makes the handler throw.
 */
export type Resolver<Id extends OperationId> = (
  info: ResolverInfo<Id>,
) => ScriptedResponse<Id> | undefined | Promise<ScriptedResponse<Id> | undefined>

/** One function for each operation, which returns the handler of its requests to any host. */
export type OperationHandlers = {
  readonly [Id in OperationId]: (resolver: Resolver<Id>) => HttpHandler
}

const document = contract as Document
const operations = readOperations(document)
const findRoute = createRouter(operations)

// A scripted disconnect rejects, and MSW has a response for it.
function toNetworkError(error: unknown): Response {
  if (isDisconnect(error)) return Response.error()
  throw error
}

// A response of the contract has another media type.
async function rejectProblem(response: Response): Promise<Response> {
  const isProblem = response.headers.get('content-type') === 'application/problem+json'
  if (response.status !== 500 || !isProblem) return response
  const { detail } = (await response.json()) as { detail: string }
  throw new Error(detail)
}

const respond = (status: number, body?: unknown, options: ResponseOptions = {}) => ({
  ...options,
  status,
  ...(body !== undefined && { body }),
})

function handlerOf(operation: Operation, resolver: Resolver<OperationId>): HttpHandler {
  const current = new AsyncLocalStorage<Request>()
  const responder: Responder = async (incoming) => {
    const request = current.getStore()
    const input = await readInput(document, { operation, path: incoming.path }, incoming)
    return resolver({ request, input, respond } as unknown as ResolverInfo<OperationId>)
  }
  const responses: object = { [operation.id]: [responder] }
  let mock: InProcessMock | undefined
  return msw.all(
    ({ request: { method, url } }) =>
      findRoute(method, new URL(url).pathname)?.operation === operation,
    async ({ request }) => {
      mock ??= createMock({ scenario: { responses } })
      const { fetch } = mock
      const response = current.run(request, () => fetch(request.clone()))
      return response.then(rejectProblem, toNetworkError)
    },
  )
}

/**
 * Handlers of MSW for operations of the contract. Requests must be valid, and responses are those
 * that the contract allows.
 *
 * ```ts
 * import { http } from '@returning-kit/mock/msw'
 * import { setupServer } from 'msw/node'
 *
 * const server = setupServer(
 *   http.getCommunityUser(({ input, respond }) =>
 *     input.userId === '61100af5c548eb5c7ebc7819' ? undefined : respond(404),
 *   ),
 * )
 * server.listen()
 * ```
 */
export const http: OperationHandlers = Object.fromEntries(
  operations.map((operation) => [
    operation.id,
    (resolver: Resolver<OperationId>) => handlerOf(operation, resolver),
  ]),
) as unknown as OperationHandlers

/**
 * Returns one handler for all operations, which responds as the mock does.
 *
 * @param mock - The mock, with its scenario and recorded requests.
 */
export function mockHandler(mock: InProcessMock = createMock()): HttpHandler {
  return msw.all(
    ({ request: { method, url } }) => mock.operationOf(method, new URL(url).pathname) !== undefined,
    ({ request }) => mock.fetch(request).catch(toNetworkError),
  )
}
