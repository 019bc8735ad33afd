import { FakeClock } from '@repo/testing/fake-clock'
import {
  type BodySerializer,
  call,
  createContractClient,
  formBody,
  multipartBody,
  type Operation,
  rawBody,
} from '@returning-kit/runtime'
import { describe, expect, it } from 'vitest'
import { createClient, listCommunityUsers } from '../../src/index.ts'
import { createClient as createFetchClient } from '../../src/openapi-fetch.ts'
import { communityId, usersPage } from '../helpers.ts'

describe('a custom `fetch` that ignores its signal', () => {
  it('gets no further requests after an abort, and no event is emitted', async () => {
    const controller = new AbortController()
    const pending = Promise.withResolvers<Response>()
    const events: string[] = []
    let sent = 0
    const client = createClient({
      token: 'fake-token',
      fetch: () => {
        sent += 1
        return pending.promise
      },
      onRequest: () => events.push('request'),
      onResponse: () => events.push('response'),
    })
    const ended = listCommunityUsers(client, { communityId }, { signal: controller.signal }).catch(
      (error: unknown) => error,
    )
    await new Promise(setImmediate)
    controller.abort()
    expect(await ended).toMatchObject({ name: 'AbortError' })
    pending.resolve(new Response(null, { status: 302, headers: { location: '/elsewhere' } }))
    await new Promise(setImmediate)
    expect([sent, events]).toEqual([1, ['request']])
  })
})

describe('an invalid request', () => {
  const sent: unknown[] = []
  const client = createContractClient(
    { server: 'https://api.example.com' },
    {
      fetch: async (url) => {
        sent.push(url)
        return Response.json({})
      },
    },
  )
  const post = (serialize: BodySerializer): Operation => {
    return {
      id: 'send',
      method: 'POST',
      path: '/send',
      body: { type: 'any/thing', serialize },
    }
  }

  it.each([
    ['a stream as a form', formBody, new ReadableStream(), 'is a stream'],
    ['a stream in parts', multipartBody, new ReadableStream(), 'is a stream'],
    ['a stream as a part', multipartBody, { file: new ReadableStream() }, 'is a stream'],
    ['a file as a form', formBody, new Blob(['a']), 'must be a plain object or a form'],
    ['an asynchronous iterator', rawBody, (async function* () {})(), 'is a stream'],
  ])('%s is rejected', async (_, write, body, why) => {
    await expect(call(client, post(write), { body })).rejects.toMatchObject({ name: 'InputError' })
    await expect(call(client, post(write), { body })).rejects.toThrow(why)
    expect(sent).toEqual([])
  })

  it.each(['bad name', 'a\r\nb: c', ''])('the header name %j is rejected', async (name) => {
    const options = { headers: { [name]: 'x' } }
    await expect(call(client, post(rawBody), { body: 'x' }, options)).rejects.toThrow(
      'is not a valid header name',
    )
    expect(sent).toEqual([])
  })
})

it('rejects a URL with a password, and does not quote the message of the platform', async () => {
  expect(() => createClient({ baseUrl: 'https://user:fake-password@api.example.com' })).toThrow(
    'must be an http(s) URL without credentials',
  )
  expect(createClient({ baseUrl: 'https://proxy.example.com/@community' })).toBeDefined()
  const fetch = async (url: string) => {
    throw new TypeError(`error sending request for url (${url}?key=fake-secret)`)
  }
  const client = createClient({ token: 'fake-token', retry: false, fetch })
  await expect(listCommunityUsers(client, { communityId })).rejects.toThrow(
    /^listCommunityUsers: No complete response from \S+ \(TypeError\)\. The `fetch` option threw it; see `cause`\.$/,
  )
})

it('rejects a call with the error of a hook, without a retry', async () => {
  let calls = 0
  const onRequest = () => {
    calls += 1
    throw new Error('hook')
  }
  const client = createClient({ token: 'fake-token', fetch: async () => usersPage([]), onRequest })
  await expect(listCommunityUsers(client, { communityId })).rejects.toThrow(/^hook$/)
  expect(calls).toBe(1)
})

it('ends an endless body of an openapi-fetch client at its time limit, and retries', async () => {
  const clock = new FakeClock()
  let count = 0
  let ended = 0
  const fetch = async (_url: string, { signal }: RequestInit) => {
    count += 1
    if (count > 1) return usersPage([])
    const start = (stream: ReadableStreamDefaultController) =>
      signal?.addEventListener('abort', () => {
        ended += 1
        stream.error(signal.reason)
      })
    return new Response(new ReadableStream({ start }))
  }
  const api = createFetchClient(createClient({ token: 'fake-token', fetch, clock }))
  const call = api.GET('/v1/communities/{communityId}/users', { params: { path: { communityId } } })
  const { response } = await clock.run(call)
  expect([response.status, count, ended]).toEqual([200, 2, 1])
})
