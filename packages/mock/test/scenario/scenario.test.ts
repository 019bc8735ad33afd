import {
  createClient,
  createUserField,
  deleteUserField,
  getCommunityUser,
  getUserField,
  isNetworkError,
  listCommunityUsers,
  listUserFields,
  updateUserField,
} from '@returning-kit/core'
import { describe, expect, it } from 'vitest'
import { Engine } from '../../src/engine.ts'
import { type Scenario, ScenarioError, startMock } from '../../src/index.ts'
import { loadContract } from '../../src/load-contract.ts'
import { clientOf, communityId, headers, impatientClock, jsonHeaders, users } from '../helpers.ts'

describe('answers', () => {
  it('fail as often as they say, and then succeed', async () => {
    const answers = { listCommunityUsers: [{ status: 503, times: 2 }, { status: 500 }] } as const
    await using mock = await startMock({ port: 0, scenario: { responses: answers } })
    const statuses: number[] = []
    for (let count = 0; count < 5; count += 1)
      statuses.push((await fetch(mock.url + users, { headers })).status)
    expect(statuses).toEqual([503, 503, 500, 200, 200])
    mock.reset()
    expect(mock.requests).toEqual([])
    expect((await fetch(mock.url + users, { headers })).status).toBe(503)
  })

  it('make the client wait as long as Retry-After says', async () => {
    const answers = { listCommunityUsers: [{ status: 429, retryAfter: 7 }] } as const
    await using mock = await startMock({ port: 0, scenario: { responses: answers } })
    const clock = impatientClock()
    const outcome = await listCommunityUsers(clientOf(mock.url, { clock, retry: { retries: 1 } }), {
      communityId,
    })
    expect([outcome.status, outcome.attempts, clock.waits]).toEqual([200, 2, [7000]])
  })

  it('last for ever when they say so', async () => {
    await using mock = await startMock({
      port: 0,
      scenario: { responses: { listCommunityUsers: [{ status: 500, times: 'always' }] } },
    })
    for (let count = 0; count < 5; count += 1)
      expect((await fetch(mock.url + users, { headers })).status).toBe(500)
  })

  it('carry a body and headers of their own', async () => {
    const answers = {
      listCommunityUsers: [
        {
          status: 404,
          body: { message: 'Gone fishing' },
          headers: { 'X-Request-Id': 'fake-id' },
          retryAfter: 'Fri, 01 Jan 2027 00:00:00 GMT',
        },
      ],
    } as const
    await using mock = await startMock({ port: 0, scenario: { responses: answers } })
    const answer = await fetch(mock.url + users, { headers })
    expect([answer.status, await answer.json()]).toEqual([404, { message: 'Gone fishing' }])
    expect(answer.headers.get('x-request-id')).toBe('fake-id')
    expect(answer.headers.get('retry-after')).toBe('Fri, 01 Jan 2027 00:00:00 GMT')
  })

  it.each(['before', 'during'] as const)('cut the connection %s the answer', async (cut) => {
    await using mock = await startMock({
      port: 0,
      scenario: {
        responses: { listCommunityUsers: [{ disconnect: cut }, { status: 503, disconnect: cut }] },
      },
    })
    for (let count = 0; count < 2; count += 1) {
      const error = await listCommunityUsers(clientOf(mock.url), { communityId }).then(
        undefined,
        (thrown: unknown) => thrown,
      )
      expect(isNetworkError(error)).toBe(true)
    }
    expect((await listCommunityUsers(clientOf(mock.url), { communityId })).ok).toBe(true)
  })

  it('still refuse a call that the contract forbids', async () => {
    await using mock = await startMock({
      port: 0,
      scenario: { responses: { listCommunityUsers: [{ status: 503, times: 'always' }] } },
    })
    expect((await fetch(`${mock.url}${users}?limit=0`, { headers })).status).toBe(400)
    expect((await fetch(mock.url + users)).status).toBe(401)
  })

  it('come late, by the sum of what is asked', async () => {
    const waits: number[] = []
    const scenario: Scenario = {
      latency: 40,
      responses: { listCommunityUsers: [{ latency: 250 }] },
    }
    const engine = new Engine(await loadContract(), {
      ...{ dynamic: false, errors: false, seed: undefined, strict: false, scenario },
      wait: async (milliseconds) => void waits.push(milliseconds),
    })
    const incoming = {
      method: 'GET',
      path: users,
      query: new URLSearchParams(),
      headers,
      body: null,
    }
    for (let count = 0; count < 2; count += 1)
      expect((await engine.handle(incoming)).reply.status).toBe(200)
    expect(waits).toEqual([290, 40])
  })

  it('do not hold a mock that stops', async () => {
    const mock = await startMock({ port: 0, scenario: { latency: 500_000 } })
    const asked = fetch(mock.url + users, { headers }).then(undefined, () => 'cut')
    await expect.poll(() => mock.stop()).toBeUndefined()
    expect(await asked).toBe('cut')
  })
})

describe('credentials', () => {
  it('work as often as they may, and then a new one is asked for', async () => {
    await using mock = await startMock({ port: 0, scenario: { credentials: { uses: 2 } } })
    let made = 0
    const client = createClient({
      token: () => `fake-token-${++made}`,
      baseUrl: mock.url,
      retry: false,
    })
    for (let count = 0; count < 5; count += 1)
      expect((await listCommunityUsers(client, { communityId })).status).toBe(200)
    expect([made, mock.requests.map(({ status }) => status)]).toEqual([
      3,
      [200, 200, 401, 200, 200, 401, 200],
    ])
  })

  it('may have expired from the start', async () => {
    await using mock = await startMock({
      port: 0,
      scenario: { credentials: { expired: ['fake-token'] } },
    })
    const answer = await fetch(mock.url + users, { headers })
    expect([answer.status, await answer.json()]).toEqual([401, { message: 'Unauthorized' }])
    expect(
      (await fetch(mock.url + users, { headers: { authorization: 'Bearer fake-other' } })).status,
    ).toBe(200)
    // Not the answer to a bad request: whoever may not ask is told nothing of it.
    expect((await fetch(`${mock.url}${users}?limit=0`, { headers })).status).toBe(401)
  })
})

describe('collections', () => {
  const scenario: Scenario = {
    collections: [
      {
        list: 'listUserFields',
        items: 2,
        create: 'createUserField',
        read: 'getUserField',
        update: 'updateUserField',
        remove: 'deleteUserField',
      },
      { list: 'listCommunityUsers', items: 40, read: 'getCommunityUser' },
      { create: 'createAnalysis', read: 'getAnalysis', id: 'analysisId' },
    ],
  }

  it('give back what was made, changed and removed', async () => {
    await using mock = await startMock({ port: 0, scenario })
    const client = clientOf(mock.url)
    const body = { field: 'userLevel', name: 'Level of a user', type: 'numerical' } as const
    const made = await createUserField(client, { communityId, body }).orThrow()
    expect(made).toMatchObject({ name: 'Level of a user', type: 'numerical' })
    const fieldId = made._id as string
    expect(await getUserField(client, { communityId, fieldId }).orThrow()).toMatchObject({
      _id: fieldId,
      ...body,
    })
    expect(await listUserFields(client, { communityId }).orThrow()).toHaveLength(3)
    await updateUserField(client, {
      communityId,
      fieldId,
      body: { name: 'Renamed', type: 'text' },
    }).orThrow()
    expect(await getUserField(client, { communityId, fieldId }).orThrow()).toMatchObject({
      _id: fieldId,
      name: 'Renamed',
    })
    expect((await deleteUserField(client, { communityId, fieldId })).status).toBe(200)
    expect((await getUserField(client, { communityId, fieldId })).status).toBe(404)
    expect((await deleteUserField(client, { communityId, fieldId })).status).toBe(404)
    expect(await listUserFields(client, { communityId }).orThrow()).toHaveLength(2)
  })

  it('tell two made things apart, and keep them where they were made', async () => {
    await using mock = await startMock({ port: 0, scenario })
    const client = clientOf(mock.url)
    const body = { field: 'userLevel', name: 'A', type: 'numerical' } as const
    const one = await createUserField(client, { communityId, body }).orThrow()
    const two = await createUserField(client, {
      communityId,
      body: { ...body, name: 'B' },
    }).orThrow()
    expect(one._id).not.toBe(two._id)
    const elsewhere = await getUserField(client, {
      communityId: '6167dba9c548eb5c7ec28058',
      fieldId: one._id as string,
    })
    expect(elsewhere.status).toBe(404)
    mock.reset()
    expect(await listUserFields(client, { communityId }).orThrow()).toHaveLength(2)
  })

  it('read a generated row by its id', async () => {
    await using mock = await startMock({ port: 0, scenario })
    const client = clientOf(mock.url)
    const rows = await listCommunityUsers(client, { communityId, page: 2, limit: 30 }).orThrow()
    expect(rows).toHaveLength(10)
    for (const row of rows) {
      expect(
        await getCommunityUser(client, { communityId, userId: row._id as string }).orThrow(),
      ).toMatchObject({
        email: row.email,
      })
    }
  })
})

describe('a scenario that would lie', () => {
  it.each<[string, object, RegExp]>([
    [
      'has a member it does not know',
      { answer: {} },
      /the scenario must NOT have additional properties: answer/,
    ],
    [
      'names no operation',
      { answers: { listComunityUsers: [] } },
      /no operation listComunityUsers; did you mean listCommunityUsers/,
    ],
    [
      'answers a status of its own',
      { answers: { listCommunityUsers: [{ status: 418 }] } },
      /declares no 418 here, but 200, 400, 401/,
    ],
    [
      'answers a body that does not fit',
      { answers: { listCommunityUsers: [{ status: 404, body: { message: 5 } }] } },
      /answers\.listCommunityUsers\[0\]: \/message must be string/,
    ],
    [
      'answers a member that is not in the contract',
      {
        answers: {
          listCommunityUsers: [
            {
              status: 200,
              body: { meta: { status: 'success', statusCode: 200 }, data: [{ nick: 'x' }] },
            },
          ],
        },
      },
      /\/data\/0\/nick is not in the contract/,
    ],
    [
      'lets a gateway speak',
      { answers: { listCommunityUsers: [{ status: 503, body: {} }] } },
      /declares no 503, so it cannot have a body/,
    ],
    [
      'has a body without a status',
      { answers: { listCommunityUsers: [{ body: {} }] } },
      /needs the status it belongs to/,
    ],
    [
      'has no date',
      { answers: { listCommunityUsers: [{ status: 500, retryAfter: 'soon' }] } },
      /neither seconds nor a date/,
    ],
    [
      'smuggles a header',
      { answers: { listCommunityUsers: [{ headers: { 'a b': 'c' } }] } },
      /"a b" is not the name of a header/,
    ],
    [
      'smuggles a line',
      { answers: { listCommunityUsers: [{ headers: { a: 'b\r\nc: d' } }] } },
      /must match pattern/,
    ],
    ['counts wrongly', { answers: { listCommunityUsers: [{ times: 0 }] } }, /times must be >= 1/],
    [
      'lists what is no list',
      { collections: [{ list: 'getUserField', items: 3 }] },
      /getUserField answers no list/,
    ],
    [
      'reads without an id',
      { collections: [{ read: 'listRoles' }] },
      /listRoles has no id in its path/,
    ],
    [
      'makes what cannot be found',
      { collections: [{ create: 'createAnalysis', id: 'number' }] },
      /createAnalysis answers no member number/,
    ],
  ])('%s', async (_, scenario, message) => {
    const started = startMock({ port: 0, scenario })
    await expect(started).rejects.toThrow(message)
    await expect(started).rejects.toBeInstanceOf(ScenarioError)
  })

  it('does not compile either', () => {
    const scenarios: Scenario[] = [
      // @ts-expect-error no such operation
      { responses: { listComunityUsers: [] } },
      // @ts-expect-error a status that the operation does not declare
      { responses: { listCommunityUsers: [{ status: 418 }] } },
      // @ts-expect-error a body of another shape
      { responses: { listCommunityUsers: [{ status: 404, body: { message: 5 } }] } },
      // @ts-expect-error a gateway has no body of the contract
      { responses: { listCommunityUsers: [{ status: 503, body: { message: 'x' } }] } },
      // @ts-expect-error no such operation
      { collections: [{ list: 'listThings' }] },
    ]
    expect(scenarios).toHaveLength(5)
  })

  it('says all that is wrong at once', async () => {
    const scenario = {
      answers: { listCommunityUsers: [{ status: 418 }, { status: 419 }] },
    } as unknown as Scenario
    const error: unknown = await startMock({ port: 0, scenario }).catch((thrown: unknown) => thrown)
    expect((error as ScenarioError).problems).toHaveLength(2)
  })
})

it('keeps what it was asked', async () => {
  await using mock = await startMock({ port: 0 })
  await fetch(`${mock.url}${users}?limit=2`, { headers })
  await fetch(`${mock.url}/apis/v1/users/filter`, {
    method: 'POST',
    headers: jsonHeaders,
    body: '{"fields":["email"]}',
  })
  await fetch(`${mock.url}/nowhere`)
  expect(mock.requests).toMatchObject([
    { operation: 'listCommunityUsers', method: 'GET', path: users, status: 200, body: null },
    { operation: 'listUsersWithFilters', body: { fields: ['email'] } },
    { operation: undefined, status: 404 },
  ])
  expect(mock.requests[0]?.query.get('limit')).toBe('2')
  expect(mock.requests[0]?.headers['authorization']).toBe('Bearer fake-token')
})
