import { expect, it, vi } from 'vitest'
import { inTransaction } from '../../src/postgres.ts'

function setUp() {
  const query = vi.fn(async (_text: string, _values: unknown[]) => ({ rows: [] as unknown[] }))
  const release = vi.fn()
  const client = { query, release }
  const statements = () => query.mock.calls.map(([text]) => text)
  return { pool: { connect: async () => client }, query, release, statements }
}

it('commits and returns the client to its pool', async () => {
  const { pool, release, statements } = setUp()
  const result = await inTransaction(pool, async (client) => {
    await client.query('select 1', [])
    return 'done'
  })
  expect(result).toBe('done')
  expect(statements()).toEqual(['begin', 'select 1', 'commit'])
  expect(release.mock.calls).toEqual([[false]])
})

it.each(['begin', 'work', 'commit'])('closes the connection when %s fails', async (failing) => {
  const { pool, query, release, statements } = setUp()
  query.mockImplementation(async (text) => {
    if (text === failing) throw new Error(`The ${failing} failed.`)
    return { rows: [] }
  })
  const work = inTransaction(pool, async (client) => {
    await client.query('work', [])
  })
  await expect(work).rejects.toThrow(`The ${failing} failed.`)
  expect(statements().at(-1)).toBe(failing)
  expect(release.mock.calls).toEqual([[true]])
})
