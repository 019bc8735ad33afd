import { createServer, type IncomingHttpHeaders } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { listen } from '../node/server.ts'

/** What a server received. */
export interface Received {
  readonly method: string | undefined
  readonly url: string | undefined
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** The paths that the server responds to in a way of its own; any other path responds with `[]`. */
const responses: Readonly<Record<string, [status: number, headers: object, body: string]>> = {
  '/created': [201, { 'x-a': 'b' }, '{"id":1}'],
  '/no-content': [204, {}, ''],
  '/not-found': [404, { 'content-type': 'application/json' }, '{"message":"no"}'],
  '/html': [500, { 'content-type': 'text/html' }, '<p>no</p>'],
  '/empty': [200, { 'content-length': '0' }, ''],
  '/empty-error': [404, { 'content-length': '0' }, ''],
  '/not-json': [200, { 'content-type': 'application/json' }, '<p>'],
  '/redirect': [302, { location: '/created' }, ''],
  '/see-other': [303, { location: '/created' }, ''],
  '/text': [200, { 'content-type': 'text/plain' }, 'é'],
}

/** Starts a server that records every request until the test has finished. */
export async function startRecorder(): Promise<{ url: string; received: Received[] }> {
  const received: Received[] = []
  const server = createServer(async (request, response) => {
    const { method, url = '', headers } = request
    received.push({ method, url, headers, body: (await buffer(request)).toString() })
    const [status, head, body] = responses[url.split('?')[0] ?? ''] ?? [200, {}, '[]']
    response.writeHead(status, { ...head }).end(body)
  })
  return { url: await listen(server), received }
}
