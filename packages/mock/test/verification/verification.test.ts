import { getUser, listCommunityUsers, sendMessage } from '@returning-kit/core'
import { describe, expect, it } from 'vitest'
import { startMock, VerificationError } from '../../src/index.ts'
import { summaryText } from '../../src/verification/summary.ts'
import { clientOf, communityId, headers, users } from '../helpers.ts'

const userId = '61100af5c548eb5c7ebc7819'
const body = { channelId: '67d04e05f090d20ae5342121', message: 'Hello', sender: 'admin' } as const

describe('expectCalls', () => {
  it('counts calls, also by their values', async () => {
    await using mock = await startMock({ port: 0 })
    const client = clientOf(mock.url)
    await getUser(client, { userId })
    await sendMessage(client, { body })
    await sendMessage(client, { body: { ...body, message: 'Bye' } })
    mock.expectCalls({
      getUser: { when: { path: { userId } } },
      sendMessage: 2,
      listCommunityUsers: 0,
    })
    mock.expectCalls({ sendMessage: { times: 1, when: { body: { '/message': 'Bye' } } } })
    mock.expectCalls({ sendMessage: { atLeast: 1, atMost: 2 } })
    const expected = {
      getUser: { times: 1, when: { path: { userId: 'other' } } },
      sendMessage: { atMost: 1 },
      listCommunityUsers: {},
      nothing: 1,
    }
    expect(() => mock.expectCalls(expected)).toThrow(VerificationError)
    expect(() => mock.expectCalls(expected)).toThrow(
      [
        'The mock did not receive the expected requests:',
        '- getUser: expected 1 call with the expected values, received 0, and 1 with other values.',
        '- sendMessage: expected at most 1 calls, received 2.',
        '- listCommunityUsers: expected at least 1 call, received 0.',
        '- nothing is not an operation of the contract.',
      ].join('\n'),
    )
    mock.reset()
    mock.expectCalls({ sendMessage: 0 })
  })

  it('does not count what is no longer recorded', async () => {
    await using mock = await startMock({ port: 0, maxRecordedRequests: 1 })
    const client = clientOf(mock.url)
    await getUser(client, { userId })
    await getUser(client, { userId })
    expect(() => mock.expectCalls({ getUser: 1 })).toThrow(/raise `maxRecordedRequests`/)
  })
})

describe('verification', () => {
  it('has undeclared calls and unused responses of the whole run', async () => {
    await using mock = await startMock({
      port: 0,
      scenario: {
        responses: { getUser: [{ status: 503, times: 2 }], sendMessage: [{ status: 429 }] },
      },
    })
    await fetch(`${mock.url}${users}?pages=2`, { headers })
    await fetch(`${mock.url}/nowhere?token=fake`)
    await fetch(`${mock.url}/nowhere`)
    await getUser(clientOf(mock.url), { userId })
    mock.reset()
    await sendMessage(clientOf(mock.url), { body })
    mock.reset()
    expect(mock.verification()).toEqual({
      undeclared: [
        {
          method: 'GET',
          path: users,
          operation: 'listCommunityUsers',
          reasons: ['Query parameter `pages` is not in the contract.'],
          count: 1,
        },
        {
          method: 'GET',
          path: '/nowhere',
          operation: undefined,
          reasons: ['No operation of the contract has this path.'],
          count: 2,
        },
      ],
      unused: [{ operation: 'getUser', index: 0, uses: 0, times: 2 }],
    })
  })

  it('of a session has its own calls', async () => {
    await using mock = await startMock({ port: 0 })
    await fetch(`${mock.url}/nowhere`, { headers: { 'x-mock-session': 'a' } })
    const counts = ['a', 'b'].map((id) => mock.session(id).verification().undeclared.length)
    expect([...counts, mock.verification().undeclared.length]).toEqual([1, 0, 1])
  })

  it('is available over HTTP', async () => {
    await using mock = await startMock({ port: 0, controlToken: 'fake-control-token' })
    const verify = async (expected?: object) => {
      const response = await fetch(`${mock.url}/__mock/verification`, {
        headers: { authorization: 'Bearer fake-control-token' },
        ...(expected && { method: 'POST', body: JSON.stringify(expected) }),
      })
      return [response.status, await response.json()]
    }
    expect(await verify()).toEqual([200, { undeclared: [], unused: [] }])
    await fetch(`${mock.url}/nowhere`)
    await getUser(clientOf(mock.url), { userId })
    expect(await verify({ calls: { getUser: 1 } })).toMatchObject([200, { undeclared: [{}] }])
    expect(await verify({ calls: { getUser: 2 } })).toMatchObject([
      409,
      { problems: ['getUser: expected 2 calls, received 1.'] },
    ])
    expect(await verify({ failOn: ['undeclared', 'unused'] })).toMatchObject([
      409,
      { undeclared: [{ path: '/nowhere' }] },
    ])
    expect(await verify({ failOn: ['unused'] })).toMatchObject([200, {}])
    expect(await verify({ failOn: ['everything'] })).toMatchObject([422, {}])
    expect(await verify({ calls: { getUser: 'two' } })).toMatchObject([422, {}])
  })
})

it('prints no control characters of a request', () => {
  const call = { method: 'GET', path: '/\u001b[31m', operation: undefined, reasons: [], count: 1 }
  const counts = { declared: 1, called: 0, received: 0 }
  const coverage = { operations: counts, statuses: counts, details: [] }
  const text = summaryText({ undeclared: [call], unused: [] }, coverage)
  expect(text).toMatch(/GET \/\?\[31m \(1\)$/)
})

describe('coverage', () => {
  it('has operations and statuses, as JSON and as Markdown', async () => {
    await using mock = await startMock({
      port: 0,
      controlToken: 'fake-control-token',
      scenario: { responses: { listCommunityUsers: [{ status: 503 }] } },
    })
    const client = clientOf(mock.url)
    await listCommunityUsers(client, { communityId })
    await listCommunityUsers(client, { communityId }, { headers: { 'x-mock-session': 'a' } })
    await fetch(mock.url + users, { headers: { ...headers, 'x-mock-session': 'a' } })
    mock.reset()
    const coverage = mock.coverage()
    expect(coverage).toMatchObject({
      operations: { declared: 102, called: 1 },
      statuses: { received: 1 },
    })
    expect(coverage.details.find(({ calls }) => calls > 0)).toMatchObject({
      operation: 'listCommunityUsers',
      method: 'GET',
      calls: 3,
      statuses: { 200: 1, 401: 0, 503: 2 },
    })
    const get = (accept: string) =>
      fetch(`${mock.url}/__mock/coverage`, {
        headers: { authorization: 'Bearer fake-control-token', accept },
      }).then((response) => response.text())
    expect(JSON.parse(await get('application/json'))).toEqual(coverage)
    const markdown = await get('text/markdown')
    expect(markdown).toMatch(
      /^# Coverage\n\n1 of 102 operations were called, and 1 of \d+ statuses/,
    )
    expect(markdown).toMatch(
      /\| `listCommunityUsers` \| `GET \/v1[^|]*` \| 3 \| 200 \(1\), 503 \(2\) \| 400, 401/,
    )
  })
})
