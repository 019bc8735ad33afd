import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { pick, roll } from './dice.ts'
import { type Fault, faultNames, faults } from './faults.ts'
import { correctBody, type ServiceRequest } from './service.ts'

// Runs in its own process: two servers on loopback, one with faults, and one on another origin that it redirects to. It
// sends its URL first, and what the servers received after any message.

/** What the two servers received. */
export interface Seen {
  /** How often each write was carried out by either server. */
  readonly applied: Record<string, number>
  readonly faults: Record<string, number>
  /** Requests without a credential. */
  readonly bare: string[]
  /** Headers of requests to the other origin that look like credentials. */
  readonly leaked: string[]
}

const seed = process.argv[2] ?? ''
const seen: Seen = { applied: {}, faults: {}, bare: [], leaked: [] }
const times = new Map<string, number>()

const count = (table: Record<string, number>, name: string) => {
  table[name] = (table[name] ?? 0) + 1
}

async function read(request: IncomingMessage): Promise<{ call: string; received: ServiceRequest }> {
  const url = new URL(request.url ?? '', `http://${request.headers.host}`)
  // Another origin does not receive the header, so a redirect names the call.
  const call = url.searchParams.get('moved') ?? String(request.headers['x-call'])
  // An aborted request has no body.
  const body = await text(request).catch(() => '')
  const received = {
    method: request.method ?? '',
    url,
    body: body === '' ? {} : (JSON.parse(body) as Record<string, unknown>),
  }
  return { call, received }
}

const isWrite = (call: string) => call.startsWith('write')

function carryOut(call: string, { method }: ServiceRequest): void {
  if (method !== 'GET') count(seen.applied, call)
}

// The fault depends on the request and its repetition only, not on the order of calls.
function faultAt(call: string, { method, url, body }: ServiceRequest): Fault | undefined {
  if (url.searchParams.has('moved')) return undefined
  const place = `${call} ${method} ${url.search} ${body['cursor']}`
  const time = (times.get(place) ?? 0) + 1
  times.set(place, time)
  const rate = call.startsWith('list') ? 0.25 : 0.5
  if (roll(seed, `${place} ${time} faulty`) >= rate) return undefined
  return pick(faultNames, seed, `${place} ${time} fault`)
}

function redirect(
  response: ServerResponse,
  call: string,
  received: ServiceRequest,
  origin: string,
): void {
  const to = new URL(`${received.url.pathname}${received.url.search}`, origin)
  to.searchParams.set('moved', call)
  // 301 and 302 turn a POST into a GET; 303 points to a result; 307 and 308 repeat the request.
  const statuses =
    received.method === 'GET'
      ? [301, 302, 303, 307, 308]
      : isWrite(call)
        ? [303, 307, 308]
        : [307, 308]
  const status = pick(statuses, seed, `${call} redirect`)
  if (status === 303) carryOut(call, received)
  response.writeHead(status, { location: to.href }).end()
}

const correct = (call: string, received: ServiceRequest) =>
  Buffer.from(JSON.stringify(correctBody(seed, call, received)))

function respondCorrectly(response: ServerResponse, call: string, received: ServiceRequest): void {
  carryOut(call, received)
  response.writeHead(200, { 'content-type': 'application/json' }).end(correct(call, received))
}

function respondWithFault(
  response: ServerResponse,
  call: string,
  received: ServiceRequest,
  fault: keyof typeof faults,
): void {
  // The call may be carried out before the fault, unless it is unauthorized.
  if (fault !== 'unauthorized' && roll(seed, `${call} done`) < 0.5) carryOut(call, received)
  faults[fault](response, correct(call, received))
}

const faulty = createServer(async (request, response) => {
  const { call, received } = await read(request)
  const { 'x-api-key': key, authorization } = request.headers
  if (!(key ?? authorization)?.includes('fake-'))
    seen.bare.push(`${call} ${received.method} ${received.url.href}`)
  const fault = faultAt(call, received)
  if (fault) count(seen.faults, fault)
  if (fault === undefined) respondCorrectly(response, call, received)
  else if (fault === 'redirect home') redirect(response, call, received, origin(faulty))
  else if (fault === 'redirect away') redirect(response, call, received, origin(otherOrigin))
  else respondWithFault(response, call, received, fault)
})

const otherOrigin = createServer(async (request, response) => {
  const { call, received } = await read(request)
  for (const [name, value] of Object.entries(request.headers)) {
    if (/auth|api-?key|cookie|token/i.test(name) || String(value).includes('fake-'))
      seen.leaked.push(`${call}: ${name}`)
  }
  respondCorrectly(response, call, received)
})

const origin = (server: typeof faulty) =>
  `http://127.0.0.1:${(server.address() as AddressInfo).port}`

for (const server of [faulty, otherOrigin])
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
process.on('message', () => process.send?.(seen))
process.on('disconnect', () => process.exit())
process.send?.(origin(faulty))
