import { once } from 'node:events'
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'

/** Starts a server on loopback and returns its URL. It closes when the test has finished. */
export async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** Starts a server whose responses `respond` writes. */
export function serve(respond: RequestListener): Promise<string> {
  return listen(createServer(respond))
}

/** What a server received. */
export interface Received {
  readonly method: string | undefined
  readonly url: string | undefined
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

/** Starts a server that responds with `[]` and records every request. */
export async function record(): Promise<{ url: string; received: Received[] }> {
  const received: Received[] = []
  const url = await serve(async (request, response) => {
    const body = (await buffer(request)).toString()
    received.push({ method: request.method, url: request.url, headers: request.headers, body })
    response.setHeader('content-type', 'application/json').end('[]')
  })
  return { url, received }
}
