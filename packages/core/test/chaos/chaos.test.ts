import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { nodeTransport } from '@returning-kit/runtime/node'
import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  type CallError,
  type CallOptions,
  type Client,
  createClient,
  isCallError,
  isTimeoutError,
} from '../../src/index.ts'
import { lists, singleCalls } from './calls.ts'
import { pick, roll } from './dice.ts'
import { EventLoopWatch } from './event-loop-watch.ts'
import { faultNames } from './faults.ts'
import type { Seen } from './server.ts'
import { capOf, itemId, listLength } from './service.ts'

// The seed and its own number decide each call, so a failure can be reproduced. `CHAOS_CALLS` sets how many calls are made.
const seed = process.env['CHAOS_SEED'] ?? 'returning'
const calls = Number(process.env['CHAOS_CALLS'] ?? 2000)

const totalTimeout = 250
const slack = 50
const parallel = 32
// The retry budget of a client ends retries after a while; new clients keep them coming.
const callsPerClient = 40

const server = fork(join(import.meta.dirname, 'server.ts'), [seed], { execArgv: [] })
const eventLoop = new EventLoopWatch()
const problems: string[] = []
const ends = new Map<string, string>()
const endings: Record<string, number> = {}
let repaired = 0
let hung = 0
// The shortest time in which a call reached its totalTimeout.
let soonest = Number.POSITIVE_INFINITY
let address = ''

beforeAll(async () => {
  address = (await once(server, 'message'))[0] as string
})
afterAll(() => {
  server.disconnect()
  eventLoop.stop()
})

// Warnings that Node would print: a negative timeout, too many listeners.
const warned = (warning: Error) => void problems.push(`${warning.name}: ${warning.message}`)
beforeAll(() => void process.on('warning', warned))
afterAll(() => void process.off('warning', warned))

const transport = nodeTransport()
let clients = 0

function newClient(): Client {
  let tokens = 0
  const token = () => {
    tokens += 1
    // Nothing ends this promise, so only the time limits of the calls do.
    if (tokens % 3 !== 0) return `fake-token-${tokens}`
    hung += 1
    return new Promise<string>(() => {})
  }
  clients += 1
  return createClient({
    baseUrl: address,
    // Clients take turns between the transports.
    ...(clients % 2 === 0 && { fetch: transport }),
    token,
    apiKey: () => 'fake-key',
    timeout: 60,
    totalTimeout,
    retry: { retries: 3, baseDelay: 1, maxDelay: 4 },
  })
}

const expected = new Set(['NetworkError', 'ResponseError'])

// How a call that threw ended. Any error but those of a bad network is a problem.
function endOf(id: string, error: unknown): string {
  if (isTimeoutError(error)) return `TimeoutError of the ${error.limit}`
  if (isCallError(error) && expected.has(error.name)) return error.name
  problems.push(`${id} threw ${String((error as CallError | undefined)?.stack ?? error)}`)
  return 'unexpected'
}

// One call in five has no timeout, so that only totalTimeout ends a stalled attempt.
function optionsOf(id: string): CallOptions {
  const headers = { 'x-call': id }
  return roll(seed, `${id} unbounded`) < 0.2
    ? { headers, timeout: Number.POSITIVE_INFINITY }
    : { headers }
}

async function callOnce(
  client: Client,
  id: string,
  kind: keyof typeof singleCalls,
): Promise<string> {
  const make = pick(singleCalls[kind], seed, `${id} operation`)
  try {
    const result = await make(client, id, optionsOf(id))
    if (!result.ok) return `failure by ${result.reason}`
    if (result.attempts > 1) repaired += 1
    const { _id } = result.data as { _id?: string }
    if (_id !== id) problems.push(`${id} got the response of ${_id}`)
    return 'success'
  } catch (error) {
    return endOf(id, error)
  }
}

async function readPages(client: Client, id: string): Promise<{ end: string; pages: number }> {
  const make = pick(lists, seed, `${id} operation`)
  const limit = 3 + Math.floor(roll(seed, `${id} limit`) * 8)
  const prefetch = Math.floor(roll(seed, `${id} prefetch`) * 5)
  const leaveAfter = roll(seed, `${id} leaves`) < 0.2 ? 12 : Number.POSITIVE_INFINITY
  const all = Array.from({ length: listLength(seed, id) }, (_, index) => itemId(id, index))
  const ids: unknown[] = []
  let end = 'all pages'
  try {
    for await (const { _id } of make(client, limit, {
      prefetch,
      ...optionsOf(id),
    }) as AsyncIterable<{ _id: string }>) {
      ids.push(_id)
      if (ids.length < leaveAfter) continue
      end = 'left early'
      break
    }
  } catch (error) {
    end = `pages, ${endOf(id, error)}`
  }
  const expectedIds = end === 'all pages' ? all : all.slice(0, ids.length)
  if (ids.join() !== expectedIds.join())
    problems.push(`${id} (${end}) returned ${ids.join()} of ${all.join()}`)
  return { end, pages: Math.ceil(all.length / Math.min(limit, capOf(seed, id), 7)) + 1 }
}

const kinds = ['read', 'read', 'write', 'write', 'idempotent', 'list'] as const

async function make(client: Client, index: number): Promise<void> {
  const kind = pick(kinds, seed, `${index} kind`)
  const id = `${kind}-${index}`
  const measurement = eventLoop.measure()
  const { end, pages } =
    kind === 'list'
      ? await readPages(client, id)
      : { end: await callOnce(client, id, kind), pages: 1 }
  const { elapsed, late } = measurement.end()
  if (elapsed - late > pages * totalTimeout + slack)
    problems.push(`${id} (${end}) took ${elapsed} ms, ${late} of them blocked`)
  if (end === 'TimeoutError of the totalTimeout') soonest = Math.min(soonest, elapsed)
  ends.set(id, end)
  endings[end] = (endings[end] ?? 0) + 1
}

const commonEndings = [
  'success',
  'failure by status',
  'failure by body',
  'NetworkError',
  'TimeoutError of the timeout',
  'TimeoutError of the totalTimeout',
  'all pages',
  'left early',
  'pages, ResponseError',
  'pages, TimeoutError of the totalTimeout',
]

it(`ends ${calls} calls in time with a defined result, and retries no write`, {
  timeout: 600_000,
}, async () => {
  let next = 0
  let client = newClient()
  const work = async () => {
    while (next < calls) {
      next += 1
      if (next % callsPerClient === 0) client = newClient()
      await make(client, next)
    }
  }
  await Promise.all(Array.from({ length: parallel }, work))
  server.send('report')
  const { applied, faults, bare, leaked } = (await once(server, 'message'))[0] as Seen

  for (const [id, end] of ends) {
    if (!id.startsWith('write')) continue
    const times = applied[id] ?? 0
    if (times > 1) problems.push(`${id} was carried out ${times} times`)
    if (end === 'success' && times !== 1)
      problems.push(`${id} succeeded, and was carried out ${times} times`)
  }
  expect(problems, `with the seed ${seed}`).toEqual([])
  expect(bare).toEqual([])
  expect(leaked).toEqual([])
  expect(ends.size).toBe(calls)
  expect(soonest).toBeLessThan(totalTimeout + slack)

  // Every fault and every common ending occurred.
  expect(Object.keys(faults).sort()).toEqual([...faultNames].sort())
  expect(Object.keys(endings)).toEqual(expect.arrayContaining(commonEndings))
  expect(repaired).toBeGreaterThan(calls / 100)
  expect(hung).toBeGreaterThan(0)
  expect(Object.values(applied).some((times) => times > 1)).toBe(true)
})
