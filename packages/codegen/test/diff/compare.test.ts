import { expect, it } from 'vitest'
import { compareContracts } from '../../src/diff/compare.ts'
import { type Node, small, world } from './world.ts'

const hook = (name: string, direction: string, properties: Node, required: string[] = []): Node => ({
  post: {
    operationId: name,
    summary: 'Something happened',
    'x-direction': direction,
    requestBody: { required: true, content: { 'application/json': { schema: { type: 'object', properties, required } } } },
    responses: { 200: { description: 'Taken.' } },
  },
})
const text = { type: 'string' }

it('reads a webhook the service sends as an answer, and one it is sent as a request', async () => {
  const before = {
    out: hook('onOut', 'outgoing', { id: text, at: text }),
    in: hook('sendIn', 'incoming', { id: text, at: text }),
  }
  const after = {
    out: hook('onOut', 'outgoing', { id: text, more: text }),
    in: hook('sendIn', 'incoming', { id: text, at: text, more: text }, ['more']),
  }
  const { packages } = await compareContracts(world([], before), world([], after))
  expect(packages.webhooks.bump).toBe('major')
  expect(new Set(packages.webhooks.noticed)).toEqual(
    new Set([
      { id: 'onOut', bump: 'major', text: '`payload.at` is gone' },
      { id: 'onOut', bump: 'minor', text: '`payload.more` is new' },
      { id: 'sendIn', bump: 'major', text: '`payload.more` is new, and needed' },
    ]),
  )
})

it('takes more of a webhook that is sent to the service as no break', async () => {
  const before = { in: hook('sendIn', 'incoming', { id: text }, ['id']) }
  const after = { in: hook('sendIn', 'incoming', { id: text, more: text }) }
  const { packages } = await compareContracts(world([], before), world([], after))
  expect(packages.webhooks.bump).toBe('minor')
})

it('names webhooks that come and go', async () => {
  const [one, two] = [hook('onOne', 'outgoing', { id: text }), hook('onTwo', 'outgoing', { id: text })]
  const { packages } = await compareContracts(world([], { one }), world([], { two }))
  expect(packages.webhooks.noticed).toEqual([
    { id: 'onOne', bump: 'major', text: 'is gone' },
    { id: 'onTwo', bump: 'minor', text: 'is new' },
  ])
})

it('gives a change to every function that stands on it, in its own direction', async () => {
  const parts = (values: string[]) => {
    const [one, two] = [small(0), small(1)]
    const shared = { Kind: { type: 'string', enum: values } }
    const order = (one.schemas['Order0'] as Node)['properties'] as Node
    const answer = (two.schemas['Answer1'] as Node)['properties'] as Node
    order['kind'] = { $ref: '#/components/schemas/Kind' }
    answer['state'] = { $ref: '#/components/schemas/Kind' }
    return world([{ ...one, schemas: { ...one.schemas, ...shared } }, two])
  }
  const { packages } = await compareContracts(parts(['a', 'b']), parts(['a', 'b', 'c']))
  expect(packages.core.noticed).toEqual([
    { id: 'op0', bump: 'minor', text: '`input.body.kind` may be `"c"`' },
    { id: 'op1', bump: 'major', text: '`data.state` may be `"c"`' },
  ])
})

it('leaves a package alone whose callers notice nothing', async () => {
  const before = world([small(0)])
  const changed = small(0)
  const post = changed.item['post'] as Node
  post['parameters'] = [...(post['parameters'] as Node[]), { name: 'page', in: 'query', schema: { type: 'integer' } }]
  const { packages } = await compareContracts(before, world([changed]))
  expect(packages.core.bump).toBe('minor')
  expect(packages.mock.bump).toBe('minor')
  expect(packages.validation).toEqual({ bump: 'none', noticed: [] })
})

it('tells the hosts and credentials of all calls', async () => {
  const before = world([small(0)])
  const moved = world([small(0)], {}, { servers: [{ url: 'https://api.example.org' }] })
  const { packages } = await compareContracts(before, moved)
  expect(packages.core.noticed).toEqual([{ id: 'op0', bump: 'minor', text: 'the call goes to another host' }])
})

it('finds nothing where nothing changed', async () => {
  const { bump, packages } = await compareContracts(world([small(0)]), world([small(0)]))
  expect([bump, packages.core]).toEqual(['none', { bump: 'none', noticed: [] }])
})
