import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A user as the API answers it, the same for the same number. */
export function user(number: number): object {
  return {
    _id: number.toString(16).padStart(24, '0'),
    id: number,
    avatar: null,
    displayName: `User ${number}`,
    username: `user${number}`,
    firstName: 'Jane',
    lastName: 'Smith',
    email: `user${number}@example.com`,
    isOnline: number % 2 === 0,
    lastLogin: '2023-11-30T15:45:00Z',
  }
}

/** A page of users in the application envelope, as text. */
export function page(from: number, size: number): string {
  const data = Array.from({ length: size }, (_, index) => user(from + index))
  return JSON.stringify({ meta: { status: 'success', statusCode: 200 }, message: 'Get users success.', data })
}

/** A server on loopback that answers every request with the same page of 20 users. */
export async function startServer(): Promise<{ url: string; stop: () => void }> {
  const body = page(1, 20)
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) })
    response.end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    stop() {
      server.closeAllConnections()
      server.close()
    },
  }
}
