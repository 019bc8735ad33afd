import { expect, it } from 'vitest'
import { getCommunityUser, isResponseError, listCommunityUsers } from '../../src/index.ts'
import { createClient as createFetchClient } from '../../src/openapi-fetch.ts'
import { communityId, observedClient, userId, usersPage } from '../helpers.ts'

it('sends path, query and credential, and takes the payload out of its envelope', async () => {
  const { client, requests } = observedClient(() => usersPage([{ displayName: 'Ada' }]))
  const result = await listCommunityUsers(client, { communityId, page: 2, limit: 50 })
  const [request] = requests
  expect(request?.method).toBe('GET')
  expect(request?.url).toBe(
    `https://api.returning.ai/v1/communities/${communityId}/users?page=2&limit=50`,
  )
  expect(request?.headers.get('authorization')).toBe('Bearer fake-token')
  expect(result).toMatchObject({
    ok: true,
    status: 200,
    data: [{ displayName: 'Ada' }],
    meta: { status: 'success', statusCode: 200 },
    message: 'Get users success.',
    attempts: 1,
  })
})

it('requests the chosen fields by their flags', async () => {
  const { client, requests } = observedClient(() => usersPage([]))
  await listCommunityUsers(client, { communityId, fields: ['displayName', 'email'] })
  expect(new URL(requests[0]?.url ?? '').search).toBe('?displayName=true&email=true')
})

it.each(['page', 'constructor', 'password'])(
  'rejects the field %s before a request is sent',
  async (name) => {
    const { client, requests } = observedClient(() => usersPage([]))
    const names: string[] = ['email', name]
    const call = listCommunityUsers(client, { communityId, fields: names })
    await expect(call).rejects.toThrow(`contains the unknown field \`${name}\``)
    expect(requests).toHaveLength(0)
  },
)

it('starts when it is awaited, and only once', async () => {
  const { client, requests } = observedClient(() => usersPage([]))
  const call = listCommunityUsers(client, { communityId })
  expect(requests).toHaveLength(0)
  await Promise.all([call, call, call.orThrow()])
  expect(requests).toHaveLength(1)
})

it('names the failure by its status, with the decoded body', async () => {
  const { client } = observedClient(() =>
    Response.json({ message: 'Record Not Found' }, { status: 404 }),
  )
  const result = await getCommunityUser(client, { communityId, userId })
  expect(result).toMatchObject({
    ok: false,
    status: 404,
    reason: 'status',
    error: { message: 'Record Not Found' },
  })
  expect(!result.ok && result.message).toBe('Record Not Found')
})

it('throws ResponseError from orThrow', async () => {
  const { client } = observedClient(() => Response.json({ message: 'No' }, { status: 400 }))
  const error = await listCommunityUsers(client, { communityId })
    .orThrow()
    .catch((thrown: unknown) => thrown)
  expect(isResponseError(error)).toBe(true)
  expect(error).toMatchObject({
    name: 'ResponseError',
    status: 400,
    operation: 'listCommunityUsers',
    message: 'listCommunityUsers failed with status 400: No',
  })
})

it('returns a failure for a 200 whose envelope reports one', async () => {
  const { client } = observedClient(() =>
    Response.json({ meta: { status: 'error', statusCode: 200 }, message: 'Nope' }),
  )
  expect(await listCommunityUsers(client, { communityId })).toMatchObject({
    ok: false,
    status: 200,
    reason: 'envelope',
    message: 'Nope',
  })
})

it('makes an openapi-fetch client with the same credentials and path rules', async () => {
  const { client, requests } = observedClient(() => usersPage([]))
  const api = createFetchClient(client)
  const { data } = await api.GET('/v1/communities/{communityId}/users', {
    params: { path: { communityId } },
  })
  expect(data?.meta.status).toBe('success')
  expect(requests[0]?.headers.get('authorization')).toBe('Bearer fake-token')
  await expect(
    api.GET('/v1/communities/{communityId}/users', { params: { path: { communityId: '..' } } }),
  ).rejects.toThrow('dot segment')
  // @ts-expect-error a call without its path values
  await expect(api.GET('/v1/communities/{communityId}/users')).rejects.toThrow(
    '`communityId` is missing',
  )
})

it('runs openapi-fetch middleware for its own calls only, and keeps fetch options', async () => {
  const { client, requests } = observedClient(() => usersPage([]))
  const api = createFetchClient(client)
  api.use({ onRequest: ({ request }) => request.headers.set('x-seen', 'yes') })
  await api.GET('/v1/communities/{communityId}/users', {
    params: { path: { communityId } },
    cache: 'no-store',
  })
  await listCommunityUsers(client, { communityId })
  expect(requests.map(({ headers, cache }) => [headers.get('x-seen'), cache])).toEqual([
    ['yes', 'no-store'],
    [null, 'default'],
  ])
})
