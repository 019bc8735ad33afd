import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { pick, roll } from './dice.ts'
import { type Fault, faultNames, faults } from './faults.ts'
import { type Asked, honestAnswer } from './service.ts'

// Runs in a process of its own: two servers on loopback, one that misbehaves and one on another origin that it
// redirects to. It sends its address, and after any message what it saw.

/** What the two servers saw. */
export interface Seen {
  /** How often each write was carried out, on either of them. */
  readonly applied: Record<string, number>
  readonly faults: Record<string, number>
  /** Requests without the credential they need. */
  readonly bare: string[]
  /** What reached the other origin that looks like a credential. */
  readonly leaked: string[]
}

const seed = process.argv[2] ?? ''
const seen: Seen = { applied: {}, faults: {}, bare: [], leaked: [] }
const times = new Map<string, number>()

const count = (table: Record<string, number>, name: string) => {
  table[name] = (table[name] ?? 0) + 1
}

async function read(request: IncomingMessage): Promise<{ call: string; asked: Asked }> {
  const call = String(request.headers['x-call'])
  // A client that left sends no body, and reads no answer.
  const body = await text(request).catch(() => '')
  const asked = {
    method: request.method ?? '',
    url: new URL(request.url ?? '', `http://${request.headers.host}`),
    body: body === '' ? {} : (JSON.parse(body) as Record<string, unknown>),
  }
  return { call, asked }
}

const isWrite = (call: string) => call.startsWith('write')

function carryOut(call: string, { method }: Asked): void {
  if (method !== 'GET') count(seen.applied, call)
}

// The same place asked for the same time meets the same fault, in whatever order calls arrive.
function faultAt(call: string, { method, url, body }: Asked): Fault | undefined {
  if (url.searchParams.has('moved')) return undefined
  const place = `${call} ${method} ${url.search} ${body['cursor']}`
  const time = (times.get(place) ?? 0) + 1
  times.set(place, time)
  const rate = call.startsWith('walk') ? 0.25 : 0.5
  if (roll(seed, `${place} ${time} faulty`) >= rate) return undefined
  return pick(faultNames, seed, `${place} ${time} fault`)
}

function redirect(response: ServerResponse, call: string, asked: Asked, origin: string): void {
  const to = new URL(`${asked.url.pathname}${asked.url.search}`, origin)
  to.searchParams.set('moved', '1')
  // 301 and 302 turn a POST into a GET; 303 points at the result of what was done; 307 and 308 ask to do it there.
  const statuses =
    asked.method === 'GET'
      ? [301, 302, 303, 307, 308]
      : isWrite(call)
        ? [303, 307, 308]
        : [307, 308]
  const status = pick(statuses, seed, `${call} redirect`)
  if (status === 303) carryOut(call, asked)
  response.writeHead(status, { location: to.href }).end()
}

const honest = (call: string, asked: Asked) =>
  Buffer.from(JSON.stringify(honestAnswer(seed, call, asked)))

function behave(response: ServerResponse, call: string, asked: Asked): void {
  carryOut(call, asked)
  response.writeHead(200, { 'content-type': 'application/json' }).end(honest(call, asked))
}

function misbehave(
  response: ServerResponse,
  call: string,
  asked: Asked,
  fault: keyof typeof faults,
): void {
  // A call may have been carried out before things go wrong, save one that was not let in.
  if (fault !== 'unauthorized' && roll(seed, `${call} done`) < 0.5) carryOut(call, asked)
  faults[fault](response, honest(call, asked))
}

const here = createServer(async (request, response) => {
  const { call, asked } = await read(request)
  const { 'x-api-key': key, authorization } = request.headers
  if (!(key ?? authorization)?.includes('fake-'))
    seen.bare.push(`${call} ${asked.method} ${asked.url.href}`)
  const fault = faultAt(call, asked)
  if (fault) count(seen.faults, fault)
  if (fault === undefined) behave(response, call, asked)
  else if (fault === 'redirect home') redirect(response, call, asked, origin(here))
  else if (fault === 'redirect away') redirect(response, call, asked, origin(elsewhere))
  else misbehave(response, call, asked, fault)
})

const elsewhere = createServer(async (request, response) => {
  const { call, asked } = await read(request)
  for (const [name, value] of Object.entries(request.headers)) {
    if (/auth|api-?key|cookie|token/i.test(name) || String(value).includes('fake-'))
      seen.leaked.push(`${call}: ${name}`)
  }
  behave(response, call, asked)
})

const origin = (server: typeof here) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`

for (const server of [here, elsewhere])
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
process.on('message', () => process.send?.(seen))
process.on('disconnect', () => process.exit())
process.send?.(origin(here))
