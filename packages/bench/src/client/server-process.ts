import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { ServerOptions } from './server.ts'

// The server has its own process, so that it does not affect the CPU time of the client.
const { total, latency } = JSON.parse(process.argv[2] ?? '') as ServerOptions

function user(number: number): object {
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

function pageOf(search: URLSearchParams): Buffer {
  const limit = Number(search.get('limit') ?? 20)
  const from = (Number(search.get('page') ?? 1) - 1) * limit
  const data = Array.from({ length: Math.max(0, Math.min(limit, total - from)) }, (_, index) =>
    user(from + index + 1),
  )
  return Buffer.from(
    JSON.stringify({
      meta: { status: 'success', statusCode: 200 },
      message: 'Get users success.',
      data,
    }),
  )
}

// Caches the last page, so that repeated requests cost the server almost nothing.
let last = { query: '', body: pageOf(new URLSearchParams()) }

const server = createServer((request, response) => {
  const query = request.url?.split('?')[1] ?? ''
  if (query !== last.query) last = { query, body: pageOf(new URLSearchParams(query)) }
  const { body } = last
  const respond = () => {
    response.writeHead(200, {
      'content-type': 'application/json',
      'content-length': body.byteLength,
    })
    response.end(body)
  }
  if (latency > 0) setTimeout(respond, latency)
  else respond()
})
server.listen(0, '127.0.0.1', () =>
  process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
)
process.once('disconnect', () => process.exit())
