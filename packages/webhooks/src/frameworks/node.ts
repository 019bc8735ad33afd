import type { DeliveryHandler } from './delivery-handler.ts'
import { type NodeRequest, nodeDelivery } from './node-delivery.ts'

/** The part of Node's `ServerResponse` that is used, of HTTP/1 or HTTP/2. */
export interface NodeResponse {
  writeHead(status: number, headers: Record<string, string>): { end(body: string): unknown }
}

/**
 * Returns a listener for `createServer` of `node:http`, `node:https` and `node:http2`, or for any
 * framework that passes on a request and a response of Node.
 *
 * @param router - Handles the deliveries.
 * @param onError - Called with what a handler threw. The response is 500.
 * @see https://nodejs.org/api/http.html#httpcreateserveroptions-requestlistener
 * @example
 * ```ts
 * const router = createRouter({
 *   scheme: encrypted({ keys: 'fake-key-of-exactly-32-character' }),
 *   store: memoryStore(),
 * })
 * const listener = forNode(router, (error) => console.error(error))
 * console.log(listener.length)
 * ```
 */
export function forNode(
  router: DeliveryHandler,
  onError: (error: unknown) => void,
): (request: NodeRequest, response: NodeResponse) => Promise<void> {
  return async (request, nodeResponse) => {
    let response: Response
    try {
      response = await router.handle(nodeDelivery(request))
    } catch (error) {
      onError(error)
      response = Response.json({ message: 'The event could not be handled.' }, { status: 500 })
    }
    nodeResponse
      .writeHead(response.status, Object.fromEntries(response.headers))
      .end(await response.text())
  }
}
