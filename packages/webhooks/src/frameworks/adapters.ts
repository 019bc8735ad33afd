import type { DeliveryHandler } from './delivery-handler.ts'
import { type NodeRequest, nodeDelivery } from './node-delivery.ts'

/**
 * Returns a handler for Hono: `app.post('/webhooks', forHono(router))`.
 *
 * @param router - Handles the deliveries.
 * @see https://hono.dev/docs/api/routing
 * @example
 * ```ts
 * const router = createRouter({
 *   scheme: encrypted({ keys: 'fake-key-of-exactly-32-character' }),
 *   store: memoryStore(),
 * })
 * const request = new Request('http://localhost/', { method: 'POST' })
 * console.log((await forHono(router)({ req: { raw: request } })).status)
 * ```
 */
export function forHono(
  router: DeliveryHandler,
): (context: { req: { raw: Request } }) => Promise<Response> {
  return ({ req }) => router.handle(req.raw)
}

/**
 * Returns a route handler for Next: `export const POST = forNext(router)` in a `route.ts`.
 *
 * @param router - Handles the deliveries.
 * @see https://nextjs.org/docs/app/api-reference/file-conventions/route
 * @example
 * ```ts
 * const router = createRouter({
 *   scheme: encrypted({ keys: 'fake-key-of-exactly-32-character' }),
 *   store: memoryStore(),
 * })
 * const POST = forNext(router)
 * console.log((await POST(new Request('http://localhost/', { method: 'POST' }))).status)
 * ```
 */
export function forNext(router: DeliveryHandler): (request: Request) => Promise<Response> {
  return (request) => router.handle(request)
}

/** The part of an Express response that is used. */
export interface ExpressResponse {
  status(code: number): ExpressResponse
  set(headers: Record<string, string>): ExpressResponse
  send(body: string): unknown
}

/**
 * Returns a handler for Express: `app.post('/webhooks', forExpress(router))`, before any
 * `express.json()`. An error that the handler of an event throws is passed to the error handler of
 * the app.
 *
 * @param router - Handles the deliveries.
 * @see https://expressjs.com/en/5x/api.html#app.post.method
 * @example
 * ```ts
 * const router = createRouter({
 *   scheme: encrypted({ keys: 'fake-key-of-exactly-32-character' }),
 *   store: memoryStore(),
 * })
 * console.log(forExpress(router).length)
 * ```
 */
export function forExpress(
  router: DeliveryHandler,
): (
  request: NodeRequest,
  expressResponse: ExpressResponse,
  next: (error: unknown) => void,
) => Promise<void> {
  return async (request, expressResponse, next) => {
    try {
      const response = await router.handle(nodeDelivery(request))
      expressResponse
        .status(response.status)
        .set({ 'content-type': 'application/json', ...Object.fromEntries(response.headers) })
        .send(await response.text())
    } catch (error) {
      next(error)
    }
  }
}

/** The part of a Fastify instance that is used. */
export interface FastifyScope {
  removeAllContentTypeParsers(): void
  addContentTypeParser(
    type: string,
    parser: (request: unknown, payload: unknown, done: (error: null) => void) => void,
  ): unknown
  post(path: string, handler: (request: { raw: NodeRequest }) => Promise<Response>): unknown
}

/**
 * Returns a plugin for Fastify: `app.register(forFastify(router, '/webhooks'))`. It does not affect
 * the parsers of other routes.
 *
 * @param router - Handles the deliveries.
 * @param path - Path of the route.
 * @see https://fastify.dev/docs/latest/Reference/Plugins/
 * @example
 * ```ts
 * const router = createRouter({
 *   scheme: encrypted({ keys: 'fake-key-of-exactly-32-character' }),
 *   store: memoryStore(),
 * })
 * const plugin = forFastify(router, '/webhooks')
 * console.log(plugin.length)
 * ```
 */
export function forFastify(
  router: DeliveryHandler,
  path: string,
): (scope: FastifyScope) => Promise<void> {
  return async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null))
    scope.post(path, ({ raw }) => router.handle(nodeDelivery(raw)))
  }
}
