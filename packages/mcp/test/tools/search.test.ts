import { expect, it } from 'vitest'
import { useMock, useTools } from '../connect.ts'

it.each([
  ['list members of a community', 'listCommunityUsers'],
  ['roles of a user', 'listUserRoles'],
  ['create a channel', 'createChannel'],
  ['send message', 'sendMessage'],
  ['community user', 'getCommunityUser'],
  ['bulk import', 'bulkImportUsers'],
  ['leaderbord', 'getLeaderboard'],
])('finds by "%s" the operation %s', async (query, id) => {
  const call = await useTools(await useMock())
  const { value } = await call('search', { query, limit: 5 })
  const found = value.operations.map(({ operation }: { operation: string }) => operation)
  expect(found).toContain(id)
})

it('shows the input of an operation, and whether it is rejected', async () => {
  const call = await useTools(await useMock())
  const { value } = await call('search', { query: 'createRole' })
  expect(value.operations).toHaveLength(1)
  expect(value.operations[0]).toMatchObject({
    operation: 'createRole',
    rejected: expect.stringContaining('changes data'),
    input: { type: 'object', properties: { body: expect.anything() } },
  })
})

it('lists all operations of a tag, within the budget', async () => {
  const call = await useTools(await useMock(), { maxTokens: 1000 })
  const { value, text } = await call('search', { query: '', tag: 'roles', limit: 50 })
  expect(value.operations.every(({ tag }: { tag: string }) => tag === 'roles')).toBe(true)
  expect(value.operations.length).toBeGreaterThan(3)
  expect(Buffer.byteLength(text)).toBeLessThan(4000 + 300)
  expect(value.inputHint).toContain('exact id')
})
