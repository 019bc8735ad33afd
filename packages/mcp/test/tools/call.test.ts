import { createClient } from '@returning-kit/core'
import type { Scenario } from '@returning-kit/mock'
import { expect, it } from 'vitest'
import { createMcpServer } from '../../src/index.ts'
import { useMock, useTools } from '../connect.ts'

const communityId = '6167dba9c548eb5c7ec28057'
const members = (items: number): Scenario => ({
  collections: [{ list: 'listCommunityUsers', items }],
})

it('calls an operation and redacts what the contract calls sensitive', async () => {
  const mock = await useMock()
  const call = await useTools(mock)
  const input = { operation: 'listCommunityUsers', input: { communityId } }
  const { isError, value, text } = await call('call', input)
  expect(isError).toBe(false)
  expect(value.data[0]).toMatchObject({ email: '[redacted]' })
  expect(value.data[0].displayName).not.toBe('[redacted]')
  expect(text).not.toMatch(/fake-token|@example/)
})

it('shows sensitive values where its owner asks for them', async () => {
  const call = await useTools(await useMock(), { showSensitive: true })
  const { value } = await call('call', { operation: 'listCommunityUsers', input: { communityId } })
  expect(value.data[0].email).toMatch(/@example/)
})

it('rejects operations that change data, also those of the method GET', async () => {
  const mock = await useMock()
  const call = await useTools(mock)
  for (const operation of ['createRole', 'deleteRole', 'signInWithSecureAuth']) {
    const { isError, value } = await call('call', { operation, input: {} })
    expect(isError).toBe(true)
    expect(value.error).toContain(`--allow ${operation}`)
  }
  expect(mock.requests).toHaveLength(0)
})

it('calls an allowed operation that changes data', async () => {
  const mock = await useMock()
  const client = createClient({ token: 'fake-token', apiKey: 'fake-key', baseUrl: mock.url })
  const call = await useTools(mock, { client, allow: ['deleteRole'] })
  const id = '6167dba9c548eb5c7ec28058'
  const { isError } = await call('call', { operation: 'deleteRole', input: { id } })
  expect(isError).toBe(false)
  expect(mock.requests.map(({ method }) => method)).toEqual(['DELETE'])
  expect((await call('call', { operation: 'createRole', input: {} })).isError).toBe(true)
})

it('sends nothing for an invalid input, and says what is wrong', async () => {
  const mock = await useMock()
  const call = await useTools(mock)
  const input = { communityId, page: 'two', colour: 'red' }
  const { isError, value } = await call('call', { operation: 'listCommunityUsers', input })
  expect(isError).toBe(true)
  expect(value.error).toContain('nothing was sent')
  expect(JSON.stringify(value.issues)).toContain('page')
  expect(mock.requests).toHaveLength(0)
})

it('names similar operations for an unknown one', async () => {
  const call = await useTools(await useMock())
  const { isError, value } = await call('call', { operation: 'listCommunityMembers' })
  expect(isError).toBe(true)
  expect(value.similar).toContain('listCommunityUsers')
})

it('names the setting of a missing credential', async () => {
  const mock = await useMock()
  const client = createClient({ baseUrl: mock.url })
  const call = await useTools(mock, { client, credentialName: (option) => `MY_${option}` })
  const input = { operation: 'listCommunityUsers', input: { communityId } }
  const { isError, value } = await call('call', input)
  expect(isError).toBe(true)
  expect(value.error).toContain('MY_token')
  expect(mock.requests).toHaveLength(0)
})

it('reports a failed call with its status, and redacts its body', async () => {
  const body = { message: 'No such user', email: 'ada@example.com', inner: [{ token: 'abc' }] }
  const scenario: Scenario = { responses: { getCommunityUser: [{ status: 404, body }] } }
  const call = await useTools(await useMock({ scenario }))
  const input = { communityId, userId: '61100af5c548eb5c7ebc7819' }
  const { isError, value } = await call('call', { operation: 'getCommunityUser', input })
  expect(isError).toBe(true)
  expect(value).toEqual({
    error: 'No such user',
    status: 404,
    body: { message: 'No such user', email: '[redacted]', inner: [{ token: '[redacted]' }] },
  })
})

it('fetches several pages, and continues with the input of the next one', async () => {
  const mock = await useMock({ scenario: members(120) })
  const call = await useTools(mock, { maxTokens: 100_000 })
  const input = { communityId, limit: 25 }
  const first = await call('call', { operation: 'listCommunityUsers', input, pages: 3 })
  expect(first.value.data).toHaveLength(75)
  const next = { ...input, ...first.value.next }
  const second = await call('call', { operation: 'listCommunityUsers', input: next, pages: 3 })
  expect(second.value.data).toHaveLength(45)
  expect(second.value.next).toBeUndefined()
  const tooMany = { operation: 'listCommunityUsers', input, pages: 6 }
  expect((await call('call', tooMany)).value.error).toContain('pages')
})

it('trims a long result, and reads on in it without another request', async () => {
  const mock = await useMock({ scenario: members(100) })
  const call = await useTools(mock, { maxTokens: 500 })
  const input = { operation: 'listCommunityUsers', input: { communityId, limit: 100 } }
  const { value, text } = await call('call', input)
  expect(text.length).toBeLessThan(2500)
  const sent = mock.requests.length
  const ids: string[] = value.data.map(({ id }: { id: string }) => id)
  let { more } = value
  while (more) {
    const [missing] = more.missing.filter(({ pointer }: { pointer: string }) => pointer === '/data')
    if (!missing) break
    const part = await call('call', { ...missing, resultId: more.resultId, of: undefined })
    const items = part.value.value as { id?: string }[]
    ids.push(...items.flatMap(({ id }) => id ?? []))
    more = part.value.more
  }
  expect(new Set(ids).size).toBe(100)
  expect(ids).toHaveLength(100)
  expect(mock.requests).toHaveLength(sent)
})

it('reports a result that is no longer kept or has nothing at a pointer', async () => {
  const call = await useTools(await useMock({ scenario: members(100) }), { maxTokens: 100 })
  const input = { operation: 'listCommunityUsers', input: { communityId, limit: 100 } }
  const { resultId } = (await call('call', input)).value.more
  const nowhere = await call('call', { resultId, pointer: '/data/1000' })
  expect(nowhere.value.error).toContain('/data/1000')
  for (let index = 0; index < 20; index++) await call('call', input)
  expect((await call('call', { resultId })).value.error).toContain('Call the operation again')
  expect((await call('call', {})).value.error).toContain('Pass `operation`')
})

it('rejects options that cannot be right', () => {
  const client = createClient({ token: 'fake-token' })
  const create = (options: object) => () => createMcpServer({ client, ...options })
  expect(create({ allow: ['createRoll'] })).toThrow('`allow` names createRoll')
  expect(create({ maxTokens: 0 })).toThrow('`maxTokens` must be an integer from 100')
  expect(create({ maxPages: 1.5 })).toThrow('`maxPages` must be an integer from 1')
})
