import { call, createContractClient, type Operation } from '@returning-kit/runtime'
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

it.each([null, '', 'gone'])(
  'accepts any body of a 200 without a declared body: %j',
  async (body) => {
    expect(await call(client(body), { ...operation, responseType: 'none' })).toMatchObject({
      ok: true,
      status: 200,
      data: undefined,
    })
  },
)

it('reports a missing body that is declared', async () => {
  expect(await call(client(null), operation)).toMatchObject({ ok: false, reason: 'body' })
})
