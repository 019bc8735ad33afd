import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { type Scenario, startMock } from '../../src/index.ts'
import { headers, jsonHeaders, users } from '../helpers.ts'

const controlToken = 'fake-control-token'
const mock = await startMock({
  port: 0,
  controlToken,
  scenario: { responses: { listCommunityUsers: [{ status: 503 }] } },
})
const started: Scenario = mock.scenario
afterAll(() => mock.stop())
beforeEach(() => {
  mock.scenario = started
  mock.reset()
})

async function control(path: string, init: RequestInit = {}) {
  const response = await fetch(`${mock.url}/__mock/${path}`, {
    ...init,
    headers: { authorization: `Bearer ${controlToken}`, ...init.headers },
  })
  const body = await response.text()
  return { status: response.status, headers: response.headers, body: body && JSON.parse(body) }
}

const status = async (path = users, more = {}) =>
  (await fetch(mock.url + path, { headers: { ...headers, ...more } })).status

describe('the scenario', () => {
  it('is read, replaced and restarted', async () => {
    expect((await control('scenario')).body).toEqual(started)
    const body = JSON.stringify({ responses: { listCommunityUsers: [{ status: 429 }] } })
    expect((await control('scenario', { method: 'PUT', body })).status).toBe(200)
    expect([await status(), await status()]).toEqual([429, 200])
    expect((await control('reset', { method: 'POST' })).status).toBe(204)
    expect([await status(), mock.requests.length]).toEqual([429, 1])
  })

  it('is changed in part, and the other parts keep their state', async () => {
    const patch = (value: object) =>
      control('scenario', { method: 'PATCH', body: JSON.stringify(value) })
    expect(await status()).toBe(503)
    const { body } = await patch({ responses: { getUser: [{ status: 404 }] }, latency: 1 })
    expect(body).toEqual({
      responses: { ...started.responses, getUser: [{ status: 404 }] },
      latency: 1,
    })
    expect(await status()).toBe(200)
    await patch({ responses: { listCommunityUsers: [{ status: 500 }] }, latency: null })
    expect([await status(), mock.scenario.latency]).toEqual([500, undefined])
  })

  it('stays if another one is invalid', async () => {
    const { status: code, body } = await control('scenario', {
      method: 'PUT',
      body: '{"responses":{"listComunityUsers":[]}}',
    })
    expect([code, body.problems]).toEqual([
      422,
      ['unknown operation listComunityUsers; did you mean listCommunityUsers?'],
    ])
    expect(mock.scenario).toEqual(started)
    expect((await control('scenario', { method: 'PUT', body: '{' })).status).toBe(400)
    expect((await control('scenario', { method: 'PUT' })).status).toBe(422)
  })

  it('cannot change prototypes', async () => {
    const body = '{"__proto__":{"latency":5}}'
    expect((await control('scenario', { method: 'PATCH', body })).status).toBe(422)
    expect(({} as { latency?: number }).latency).toBeUndefined()
  })

  it('shows that a response is a function', async () => {
    mock.scenario = { responses: { getUser: [() => undefined] } }
    expect((await control('scenario')).body).toEqual({ responses: { getUser: ['[function]'] } })
  })
})

describe('requests', () => {
  it('are listed without credentials', async () => {
    await fetch(`${mock.url}${users}?limit=2&token=fake-1`, {
      headers: { ...headers, cookie: 'session=fake-2', 'x-api-key': 'fake-3', 'x-trace': 'shown' },
    })
    await fetch(`${mock.url}/v2/api/widget-access-keys/token`, {
      method: 'POST',
      headers: jsonHeaders,
      body: JSON.stringify({
        accessId: 'shown',
        accessKey: 'fake-4',
        userIdentifiers: { 'data-customer-id': 'fake-5' },
        nested: [{ clientSecret: 'fake-6' }],
      }),
    })
    await fetch(`${mock.url}/nowhere?password=fake-7`, { method: 'POST', body: 'fake-8' })
    const response = await control('requests')
    expect(JSON.stringify(response.body)).not.toMatch(/fake-(?!control)/)
    expect(response.body).toMatchObject([
      {
        operation: 'listCommunityUsers',
        path: users,
        pathParameters: { communityId: '6167dba9c548eb5c7ec28057' },
        query: { limit: ['2'], token: ['***'] },
        headers: { authorization: '***', cookie: '***', 'x-api-key': '***', 'x-trace': 'shown' },
        status: 503,
        warnings: ['Query parameter `token` is not in the contract.', expect.anything()],
      },
      { operation: 'createWidgetToken', body: { accessId: 'shown', accessKey: '***' } },
      { operation: null, status: 404, body: '***' },
    ])
    expect((await control('requests?operation=createWidgetToken')).body).toHaveLength(1)
  })

  it('of the control API are not recorded, and no status of it is changed', async () => {
    await control('requests')
    await control('nothing')
    expect(mock.requests).toEqual([])
  })
})

it.each([
  ['', 404],
  ['nothing', 404],
  ['constructor', 404],
  ['scenario', 405],
])('responds to POST /__mock/%s with %i', async (path, code) => {
  const response = await control(path, { method: 'POST' })
  expect(response.status).toBe(code)
  if (code === 405) expect(response.headers.get('allow')).toBe('GET, PUT, PATCH')
})
