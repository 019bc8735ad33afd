import { FakeClock } from '@repo/testing/fake-clock'
import { expect, it } from 'vitest'
import type { Plugin, PreparedRequest } from '../../src/index.ts'
import { observed, read, status } from '../helpers.ts'

it('lets a plugin change each attempt, and tells it the operation', async () => {
  const clock = new FakeClock()
  const seen: unknown[] = []
  const tracing: Plugin = {
    async beforeSend(request, { operation, attempt }) {
      await Promise.resolve()
      seen.push([operation?.id, attempt, { ...request.headers }, request.url])
      request.headers['traceparent'] = `00-${attempt}`
      request.query.push('traced=1')
    },
  }
  const { thing, requests } = observed((_, count) => status(count === 1 ? 503 : 200), {
    clock,
    plugins: [tracing],
  })
  await clock.run(thing())
  const url = 'https://api.example.com/thing'
  const accept = 'application/json'
  expect(seen).toEqual([
    ['readThing', 1, { accept }, url],
    ['readThing', 2, { accept }, url],
  ])
  expect(requests.map(({ headers }) => headers.get('traceparent'))).toEqual(['00-1', '00-2'])
  expect(requests.map((request) => request.url)).toEqual([`${url}?traced=1`, `${url}?traced=1`])
  expect(requests[0]?.headers.get('authorization')).toBe('Bearer fake-token')
})

it('sends credentials to no other host, whatever a plugin does', async () => {
  const plugin: Plugin = {
    beforeSend(request: { url: string } & PreparedRequest) {
      request.url = 'https://other.example.com/'
    },
  }
  const { thing, requests } = observed(() => status(200), { plugins: [plugin] })
  await thing(read)
  expect(requests[0]?.url).toBe('https://api.example.com/thing')
})

it('ends the call with the error of a plugin, without a retry', async () => {
  let calls = 0
  const plugin: Plugin = {
    beforeSend() {
      calls += 1
      throw new Error('unsigned')
    },
  }
  const { thing, requests } = observed(() => status(200), { plugins: [plugin] })
  await expect(thing()).rejects.toThrow(/^unsigned$/)
  expect([calls, requests.length]).toEqual([1, 0])
})
