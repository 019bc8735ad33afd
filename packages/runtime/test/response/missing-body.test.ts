import { call, createContractClient, type Operation, readByType } from '@returning-kit/runtime'
import { expect, it } from 'vitest'

const client = (body: string | null) =>
  createContractClient(
    { server: 'https://api.example.com' },
    { fetch: async () => new Response(body, { status: 200 }) },
  )
const operation = {
  id: 'deleteThing',
  method: 'DELETE',
  path: '/thing',
} as const satisfies Operation

it.each([
  [null, undefined],
  ['', undefined],
  ['gone', 'gone'],
])('returns any body of a 200 without a declared body: %j', async (body, data) => {
  const result = await call(client(body), { ...operation, read: readByType({}) })
  expect(result).toMatchObject({ ok: true, status: 200, data })
})

it('reports a missing body that is declared', async () => {
  expect(await call(client(null), operation)).toMatchObject({ ok: false, reason: 'body' })
})
