import { getEventListeners } from 'node:events'
import { FakeClock } from '@repo/testing/fake-clock'
import { expect, it } from 'vitest'
import { isAbortError, listCommunityUsers } from '../../src/index.ts'
import { communityId, observedClient, usersPage } from '../helpers.ts'

it('aborts a call in progress, with the reason as its cause', async () => {
  const controller = new AbortController()
  const { client } = observedClient(
    (request) =>
      new Promise((_, reject) =>
        request.signal.addEventListener('abort', () => reject(request.signal.reason)),
      ),
  )
  const result = listCommunityUsers(client, { communityId }, { signal: controller.signal }).catch(
    (error: unknown) => error,
  )
  await new Promise(setImmediate)
  controller.abort('enough')
  const error = await result
  expect(isAbortError(error)).toBe(true)
  expect(error).toMatchObject({ cause: 'enough', operation: 'listCommunityUsers' })
})

it('aborts the delay before a retry', async () => {
  const clock = new FakeClock()
  const controller = new AbortController()
  const waits = Promise.withResolvers<void>()
  const busy = () => Response.json({}, { status: 503, headers: { 'retry-after': '60' } })
  const { client, requests } = observedClient(busy, { clock, onRetry: () => waits.resolve() })
  const result = listCommunityUsers(client, { communityId }, { signal: controller.signal }).catch(
    (error: unknown) => error,
  )
  await waits.promise
  const began = clock.now()
  controller.abort()
  expect(isAbortError(await result)).toBe(true)
  expect(clock.now()).toBe(began)
  expect(requests).toHaveLength(1)
  expect(clock.waiting).toBe(0)
})

it('sends no request if the signal is already aborted', async () => {
  const { client, requests } = observedClient(() => usersPage([]))
  const error = await listCommunityUsers(
    client,
    { communityId },
    { signal: AbortSignal.abort() },
  ).catch((thrown: unknown) => thrown)
  expect(isAbortError(error)).toBe(true)
  expect(requests).toHaveLength(0)
})

it('leaves no listener on a long-lived signal', async () => {
  const { signal } = new AbortController()
  const { client } = observedClient(() => usersPage([]))
  for (let calls = 0; calls < 50; calls += 1)
    await listCommunityUsers(client, { communityId }, { signal })
  expect(getEventListeners(signal, 'abort')).toHaveLength(0)
})
