import type { Router } from '../receive/router.ts'
import { type NodeRequest, nodeDelivery } from './node-delivery.ts'

/**
 * A handler for Hono: `app.post('/webhooks', forHono(router))`.
 *
 * @param router - Handles the deliveries.
 * @see https://hono.dev/docs/api/routing
 * @example
 * ```ts
 * const handler = forHono(createRouter({ scheme: encrypted({ keys: 'fake-key-of-exactly-32-character' }) }))
 * console.log((await handler({ req: { raw: new Request('http://localhost/', { method: 'POST' }) } })).status)
 * ```
 */
export function forHono(router: Router): (context: { req: { raw: Request } }) => Promise<Response> {
  return ({ req }) => router.handle(req.raw)
}

/**
 * A route handler for Next: `export const POST = forNext(router)` in a `route.ts`.
 *
 * @param router - Handles the deliveries.
 * @see https://nextjs.org/docs/app/api-reference/file-conventions/route
 * @example
 * ```ts
 * const POST = forNext(createRouter({ scheme: encrypted({ keys: 'fake-key-of-exactly-32-character' }) }))
 * console.log((await POST(new Request('http://localhost/', { method: 'POST' }))).status)
 * ```
 */
export function forNext(router: Router): (request: Request) => Promise<Response> {
  return (request) => router.handle(request)
}

/** What is needed of a response of Express. */
export interface ExpressResponse {
  status(code: number): ExpressResponse
  type(type: string): ExpressResponse
  send(body: string): unknown
}

/**
 * A handler for Express: `app.post('/webhooks', forExpress(router))`, before any `express.json()`. What a handler of an
 * event throws goes to the error handler of the app.
 *
 * @param router - Handles the deliveries.
 * @see https://expressjs.com/en/5x/api.html#app.post.method
 * @example
 * ```ts
 * const handler = forExpress(createRouter({ scheme: encrypted({ keys: 'fake-key-of-exactly-32-character' }) }))
 * console.log(handler.length)
 * ```
 */
export function forExpress(
  router: Router,
): (
  request: NodeRequest,
  response: ExpressResponse,
  next: (error: unknown) => void,
) => Promise<void> {
  return async (request, response, next) => {
    try {
      const answer = await router.handle(nodeDelivery(request))
      response
        .status(answer.status)
        .type('application/json')
        .send(await answer.text())
    } catch (error) {
      next(error)
    }
  }
}

/** What is needed of an instance of Fastify. */
export interface FastifyScope {
  removeAllContentTypeParsers(): void
  addContentTypeParser(
    type: string,
    parser: (request: unknown, payload: unknown, done: (error: null) => void) => void,
  ): unknown
  post(path: string, handler: (request: { raw: NodeRequest }) => Promise<Response>): unknown
}

/**
 * A plugin for Fastify: `app.register(forFastify(router, '/webhooks'))`. It leaves the parsers of other routes alone.
 *
 * @param router - Handles the deliveries.
 * @param path - The address of the route.
 * @see https://fastify.dev/docs/latest/Reference/Plugins/
 * @example
 * ```ts
 * const plugin = forFastify(createRouter({ scheme: encrypted({ keys: 'fake-key-of-exactly-32-character' }) }), '/webhooks')
 * console.log(plugin.length)
 * ```
 */
export function forFastify(router: Router, path: string): (scope: FastifyScope) => Promise<void> {
  return async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null))
    scope.post(path, ({ raw }) => router.handle(nodeDelivery(raw)))
  }
}
