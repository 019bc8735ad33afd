import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { encrypted, signed, standardWebhooks } from '../src/index.ts'

export const aesKey = 'fake-key-of-exactly-32-character'
export const otherAesKey = 'the-older-fake-key-32-characters'
export const signingKey = 'fake-signing-key-of-the-tests'
export const otherSigningKey = 'older-fake-signing-key-of-the-tests'

/** Every way a delivery can be authentic. */
export const schemes = {
  gcm: encrypted({ keys: aesKey }),
  signed: signed({ keys: signingKey }),
  'signed cbc': signed({ keys: signingKey, inside: encrypted({ keys: aesKey, mode: 'CBC' }) }),
  'signed gcm': signed({ keys: signingKey, inside: encrypted({ keys: aesKey }) }),
  rotated: signed({ keys: [signingKey, otherSigningKey], codec: standardWebhooks }),
}

export const hex = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(Buffer.from(text.replaceAll(/\s/g, ''), 'hex'))

export const bytesOf = async (message: Request | Response): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await message.arrayBuffer())

export interface Running {
  readonly url: string
  stop(): Promise<void>
}

/** Starts a server of Node on a free port of loopback. */
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

/** A service that keeps what it is sent, and answers with what `answer` gives. */
export async function service(
  answer: (
    request: { method: string; url: string; headers: IncomingMessage['headers']; body: string },
    count: number,
  ) => {
    status?: number
    body?: string
    headers?: Record<string, string>
  },
): Promise<
  Running & {
    seen: { method: string; url: string; headers: IncomingMessage['headers']; body: string }[]
  }
> {
  const seen: { method: string; url: string; headers: IncomingMessage['headers']; body: string }[] =
    []
  const running = await listen(
    createServer(async (request, response) => {
      let body = ''
      for await (const chunk of request) body += chunk
      const call = {
        method: request.method ?? '',
        url: request.url ?? '',
        headers: request.headers,
        body,
      }
      seen.push(call)
      const { status = 200, body: text = '', headers = {} } = answer(call, seen.length)
      response.writeHead(status, headers).end(text)
    }),
  )
  return { ...running, seen }
}
