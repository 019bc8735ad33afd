import { FakeClock } from '@repo/testing/fake-clock'
import { expect, it } from 'vitest'
import { type CallEvent, listCommunityUsers } from '../../src/index.ts'
import { createClient as createFetchClient } from '../../src/openapi-fetch.ts'
import { communityId, observedClient, usersPage } from '../helpers.ts'

it('emits events for each attempt, response, error and retry', async () => {
  const clock = new FakeClock()
  const events: [string, CallEvent & { status?: number; delay?: number; reason?: unknown }][] = []
  const record = (name: string) => (event: CallEvent) => events.push([name, event])
  const { client } = observedClient(
    (_, count) => {
      if (count === 1) return Response.json({}, { status: 429, headers: { 'retry-after': '2' } })
      if (count === 2) throw new TypeError('fetch failed', { cause: { code: 'ECONNRESET' } })
      return usersPage([])
    },
    {
      clock,
      onRequest: record('request'),
      onResponse: record('response'),
      onRetry: record('retry'),
      onError: record('error'),
    },
  )
  await clock.run(listCommunityUsers(client, { communityId }))
  expect(events.map(([name, { attempt, operation }]) => `${name} ${operation} ${attempt}`)).toEqual(
    [
      'request listCommunityUsers 1',
      'response listCommunityUsers 1',
      'retry listCommunityUsers 1',
      'request listCommunityUsers 2',
      'error listCommunityUsers 2',
      'retry listCommunityUsers 2',
      'request listCommunityUsers 3',
      'response listCommunityUsers 3',
    ],
  )
  expect(events[1]?.[1].status).toBe(429)
  expect(events[2]?.[1]).toMatchObject({ delay: 2000, reason: 429 })
  expect(events[5]?.[1]).toMatchObject({ delay: 300, reason: { name: 'NetworkError' } })
})

it('emits the operation of a call of the openapi-fetch client', async () => {
  const seen: (string | undefined)[] = []
  const { client } = observedClient(() => usersPage([]), {
    onRequest: ({ operation }) => seen.push(operation),
  })
  await createFetchClient(client).GET('/v1/communities/{communityId}/users', {
    params: { path: { communityId } },
  })
  expect(seen).toEqual(['listCommunityUsers'])
})
