import fc from 'fast-check'
import { expect, it } from 'vitest'
import { mergePatch } from '../../src/control/merge-patch.ts'
import { createMock } from '../../src/index.ts'

// The examples of RFC 7396, appendix A.
it.each([
  [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
  [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
  [{ a: 'b' }, { a: null }, {}],
  [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
  [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
  [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
  [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
  [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
  [
    ['a', 'b'],
    ['c', 'd'],
    ['c', 'd'],
  ],
  [{ a: 'b' }, ['c'], ['c']],
  [{ a: 'foo' }, null, null],
  [{ a: 'foo' }, 'bar', 'bar'],
  [{ e: null }, { a: 1 }, { e: null, a: 1 }],
  [[1, 2], { a: 'b', c: null }, { a: 'b' }],
  [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
])('patches %j with %j to %j', (target, patch, result) => {
  const copy = structuredClone(target)
  expect(mergePatch(target, patch)).toEqual(result)
  expect(target).toEqual(copy)
})

const names = fc.constantFrom(
  ...['responses', 'collections', 'credentials', 'faults', 'latency', 'getUser', 'sendMessage'],
  ...['when', 'path', 'query', 'header', 'body', 'times', 'status', 'disconnect', 'headers'],
  ...['list', 'items', 'listCommunityUsers', 'rate', 'operations', 'expired', 'uses', 'retryAfter'],
  ...['calls', 'failOn', 'atLeast', 'payload', 'to', 'signing', 'encryption', 'keys', 'mode', 'id'],
  ...['__proto__', 'constructor', '/a', ''],
)
const leaves = fc.oneof(
  fc.constantFrom(
    null,
    true,
    0,
    1,
    -1,
    200,
    404,
    503,
    1e9,
    '',
    'x',
    'always',
    'before',
    'undeclared',
  ),
  fc.constantFrom('getUser', 'http://127.0.0.1:9', 'GCM', 'listCommunityUsers'),
)
const { bodies } = fc.letrec<{ bodies: unknown }>((tie) => ({
  bodies: fc.oneof(
    { maxDepth: 6, withCrossShrink: true },
    leaves,
    fc.array(tie('bodies'), { maxLength: 3 }),
    fc.dictionary(names, tie('bodies'), { maxKeys: 4 }),
  ),
}))
// Bodies that are nearly valid reach further.
const ids = fc.constantFrom('getUser', 'sendMessage', 'listCommunityUsers', 'createRole', 'nothing')
const lists = fc.dictionary(ids, fc.array(bodies, { maxLength: 3 }), { maxKeys: 2 })
const roles = fc.constantFrom('list', 'create', 'read', 'update', 'remove')
const collections = fc.array(
  fc.tuple(
    fc.dictionary(roles, ids),
    fc.record({ items: bodies, id: leaves }, { requiredKeys: [] }),
  ),
)
const nearlyValid = fc.record(
  {
    responses: lists,
    collections: collections.map((pairs) =>
      pairs.map(([first, second]) => ({ ...first, ...second })),
    ),
    calls: fc.dictionary(ids, bodies),
    payload: bodies,
    faults: fc.record(
      { rate: leaves, seed: leaves, operations: fc.array(ids) },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: [] },
)

it('responds to any body with a status that says what is wrong, and keeps serving', async () => {
  const mock = createMock({ controlToken: 'fake-control-token' })
  const send = (method: string, path: string, body: string) =>
    mock.fetch(`http://localhost/__mock/${path}`, {
      method,
      headers: { authorization: 'Bearer fake-control-token', host: 'localhost' },
      body,
    })
  const resources = fc.constantFrom<[string, string]>(
    ['PUT', 'scenario'],
    ['PATCH', 'scenario'],
    ['POST', 'verification'],
    ['POST', 'webhooks/userJoinedServer'],
  )
  await fc.assert(
    fc.asyncProperty(resources, fc.oneof(bodies, nearlyValid), async ([method, path], body) => {
      const response = await send(method, path, JSON.stringify(body))
      const text = await response.text()
      expect([response.status, text]).toEqual([
        expect.toSatisfy((status: number) => [200, 400, 409, 422].includes(status)),
        expect.any(String),
      ])
    }),
    { numRuns: 400 },
  )
  mock.scenario = {}
  const response = await mock.fetch('http://localhost/apis/v1/users/61100af5c548eb5c7ebc7819', {
    headers: { authorization: 'Bearer fake-token' },
  })
  expect(response.status).toBe(200)
})
