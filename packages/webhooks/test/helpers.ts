import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { encrypted, signed, standardWebhooks, svix } from '../src/index.ts'

export const aesKey = 'fake-key-of-exactly-32-character'
export const otherAesKey = 'the-older-fake-key-32-characters'
export const signingKey = 'whsec_ZmFrZS1zaWduaW5nLWtleS1vZi10aGUtdGVzdHM='
export const otherSigningKey = 'whsec_b2xkZXItZmFrZS1zaWduaW5nLWtleS1vZi10aGUtdGVzdHM='

/** Every kind of scheme. */
export const schemes = {
  gcm: encrypted({ keys: aesKey }),
  signed: signed({ keys: signingKey }),
  'signed cbc': signed({ keys: signingKey, inside: encrypted({ keys: aesKey, mode: 'CBC' }) }),
  'signed gcm': signed({ keys: signingKey, inside: encrypted({ keys: aesKey }) }),
  'gcm with an iv of 16 bytes': encrypted({ keys: aesKey, ivLength: 16 }),
  svix: signed({ keys: signingKey, codec: svix }),
  rotated: signed({ keys: [signingKey, otherSigningKey], codec: standardWebhooks }),
}

export const hex = (digits: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(Buffer.from(digits.replaceAll(/\s/g, ''), 'hex'))

export const bytesOf = async (message: Request | Response): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await message.arrayBuffer())

export interface Running {
  readonly url: string
  stop(): Promise<void>
}

/** Starts a Node server on a free port of the loopback interface. */
export async function listen(server: Server): Promise<Running> {
  await new Promise<void>((resolve) =>
    server.listen({ port: 0, host: '127.0.0.1', backlog: 2048 }, resolve),
  )
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/webhooks`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

export interface RecordedRequest {
  readonly method: string
  readonly url: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

export interface ServiceResponse {
  readonly status?: number
  readonly body?: string
  readonly headers?: Record<string, string>
}

export interface Service extends Running {
  readonly requests: readonly RecordedRequest[]
}

/** Starts a server that records its requests and sends the responses of `respond`. */
export async function startService(
  respond: (request: RecordedRequest, count: number) => ServiceResponse,
): Promise<Service> {
  const requests: RecordedRequest[] = []
  const running = await listen(
    createServer(async (request, response) => {
      let received = ''
      for await (const chunk of request) received += chunk
      const recorded = {
        method: request.method ?? '',
        url: request.url ?? '',
        headers: request.headers,
        body: received,
      }
      requests.push(recorded)
      const { status = 200, body = '', headers = {} } = respond(recorded, requests.length)
      response.writeHead(status, headers).end(body)
    }),
  )
  return { ...running, requests }
}
