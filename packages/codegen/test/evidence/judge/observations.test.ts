import { ExchangeRecorder } from '@returning-kit/runtime/recording'
import { describe, expect, it } from 'vitest'
import { Observations } from '../../../src/evidence/judge/observations.ts'
import { observe, observeCall } from '../../../src/evidence/observe.ts'
import type { Document } from '../../../src/openapi/document.ts'
import { writeLines } from '../recorded-calls.ts'
import { order, shop } from '../shop.ts'

const document = shop as unknown as Document
const recorder = new ExchangeRecorder({ document })

function line(response: object, changes: object = {}) {
  return JSON.stringify({
    request: { method: 'GET', url: 'https://shop.example.com/v1/orders/7', ...changes },
    response: { status: 200, headers: {}, body: { ...order, ...response } },
  })
}

// Letters only, as a name with digits is data.
const nameOf = (index: number) =>
  `n${index.toString(26).replaceAll(/\d/g, (digit) => 'qrstuvwxyz'[Number(digit)] ?? '')}`

describe('memory', () => {
  it('does not grow with names that are new in each call', async () => {
    const lines = Array.from({ length: 4000 }, (_, index) =>
      line({ [nameOf(index)]: 1, extra: { [nameOf(index)]: 1 } }),
    )
    const { observations } = await observe({ document, files: [await writeLines(lines)] })
    expect(observations.calls.get('getOrder')?.count).toBe(4000)
    expect(observations.members.size).toBe(2000)
    expect(observations.dropped).toBe(4000 + 1 - 2000)
    const extra = [...observations.members.values()].find(({ pointer }) => pointer === '/extra')
    expect(Object.keys(extra?.shape.object?.properties ?? {}).length).toBeLessThanOrEqual(200)
    expect(extra?.shape.object?.entries).toBeDefined()
  })
})

describe('what a browser and a cache add', () => {
  it.each([
    ['a preflight', { method: 'OPTIONS' }, 204],
    ['a response of the cache', { method: 'GET' }, 304],
  ])('%s is no finding', (_, { method }, status) => {
    const observations = new Observations()
    const message = { headers: [] }
    const url = 'https://shop.example.com/v1/orders/7'
    const evidence = recorder.toEvidence({
      method,
      url,
      status,
      request: message,
      response: message,
    })
    observeCall(evidence, recorder, observations)
    const { members, statuses, operations, contradictions } = observations
    expect([members, statuses, operations, contradictions].map(({ size }) => size)).toEqual([
      0, 0, 0, 0,
    ])
  })
})

describe('counts', () => {
  it('are of calls, with the last day and the origins', async () => {
    const at = (date: string, url = 'https://shop.example.com/v1/orders/7') =>
      line({}, { url }).replace('{', `{"date":"${date}",`)
    const lines = [
      at('2026-11-02T23:59:59Z'),
      at('2026-11-30T00:00:00Z', 'http://localhost:4010/orders/8'),
      at('2026-11-01'),
    ]
    const { observations } = await observe({ document, files: [await writeLines(lines)] })
    const calls = observations.calls.get('getOrder')
    expect(calls).toMatchObject({ count: 3, successes: 3, lastDate: '2026-11-30' })
    expect([...(calls?.origins ?? [])]).toEqual([
      ['https://shop.example.com', 2],
      ['http://localhost:4010', 1],
    ])
    expect(observations.schemas.get('#/components/schemas/Order')?.count).toBe(3)
  })
})
