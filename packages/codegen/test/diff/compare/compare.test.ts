import { expect, it } from 'vitest'
import { compareContracts, type PackageReport } from '../../../src/diff/compare-contracts.ts'
import type { ParsedContract } from '../../../src/index.ts'
import { type Node, small, world } from './world.ts'

const text = { type: 'string' }
const provenance = (status: string): Node => ({
  status,
  source: 'https://example.com',
  asOf: '2026-01-01',
})

/** A contract of one webhook, the body of which is a schema of its own. */
function hook(
  direction: string,
  properties: Node,
  required: string[] = [],
  status = 'documented',
  summary = 'It happened',
) {
  const post = {
    operationId: 'onHook',
    summary,
    'x-direction': direction,
    'x-provenance': provenance(status),
    requestBody: {
      required: true,
      content: { 'application/json': { schema: { $ref: '#/components/schemas/Body' } } },
    },
    responses: { 200: { description: 'Taken.' } },
  }
  return world([{ item: {}, schemas: { Body: { type: 'object', properties, required } } }], {
    hook: { post },
  })
}

const said = ({ noticed }: PackageReport) =>
  noticed.map(({ id, bump, text }) => ({ id, bump, text }))

it('reads a webhook that the service sends as an answer', async () => {
  const { packages } = await compareContracts(
    hook('outgoing', { id: text, at: text }),
    hook('outgoing', { id: text, more: text }),
  )
  const expected = [
    { id: 'webhook hook', bump: 'major', text: '`payload.at` is gone' },
    { id: 'webhook hook', bump: 'minor', text: '`payload.more` is new' },
  ]
  expect(said(packages.webhooks)).toEqual(expected)
  expect(said(packages.core)).toEqual(expected)
  expect(said(packages.validation)).toEqual(expected)
})

it.each([
  ['major', '`payload.more` is new, and needed', ['more']],
  ['minor', '`payload.more` is new, and may be left out', []],
] as const)(
  'reads a webhook that is sent to the service as a request: %s',
  async (bump, says, required) => {
    const after = hook('incoming', { id: text, more: text }, [...required])
    const { packages } = await compareContracts(hook('incoming', { id: text }), after)
    expect(said(packages.webhooks)).toEqual([{ id: 'webhook hook', bump, text: says }])
  },
)

it('compares the payload of a webhook that has no operationId', async () => {
  const nameless = (properties: Node) => {
    const contract = hook('outgoing', properties)
    const post = contract.document.webhooks?.['hook']?.post
    if (post) delete post.operationId
    return { ...contract, hash: JSON.stringify(properties) }
  }
  const { packages } = await compareContracts(
    nameless({ id: text, at: text }),
    nameless({ id: text }),
  )
  expect(said(packages.webhooks)).toEqual([
    { id: 'webhook hook', bump: 'major', text: '`payload.at` is gone' },
  ])
})

it('leaves the package of webhooks alone where it does not know the payload', async () => {
  const [before, after] = [{ id: text, at: text }, { id: text }].map((body) =>
    hook('outgoing', body, [], 'provisional'),
  )
  const { packages } = await compareContracts(before as ParsedContract, after as ParsedContract)
  expect(packages.core.bump).toBe('major')
  expect(packages.webhooks).toEqual({ bump: 'none', noticed: [] })
})

it('tells the words alone of a webhook whose payload it does not know', async () => {
  const before = hook('outgoing', { id: text, at: text }, [], 'provisional')
  const { packages } = await compareContracts(
    before,
    hook('outgoing', { id: text }, [], 'provisional', 'It came to pass'),
  )
  expect(packages.core.bump).toBe('major')
  expect(packages.webhooks.bump).toBe('patch')
})

it.each([
  ['minor', 'provisional', 'documented', '`payload` is `Body`, where it was `unknown`'],
  ['major', 'documented', 'provisional', '`payload` is `unknown` now'],
])('tells when a payload becomes known or unknown: %s', async (bump, was, is, says) => {
  const { packages } = await compareContracts(
    hook('outgoing', { id: text }, [], was),
    hook('outgoing', { id: text }, [], is),
  )
  expect(said(packages.webhooks)).toContainEqual({ id: 'webhook hook', bump, text: says })
  expect(packages.core.bump).toBe('patch')
})

it('keeps another operationId of a webhook from those who know it by name', async () => {
  const renamed = hook('outgoing', { id: text })
  const post = renamed.document.webhooks?.['hook']?.post
  if (post) post.operationId = 'onOther'
  const { packages } = await compareContracts(hook('outgoing', { id: text }), {
    ...renamed,
    hash: 'other',
  })
  expect([packages.core.bump, packages.webhooks.bump, packages.validation.bump]).toEqual([
    'major',
    'none',
    'none',
  ])
})

it('names webhooks that come and go', async () => {
  const before = hook('outgoing', { id: text })
  const { document } = hook('outgoing', { id: text })
  const after = {
    ...before,
    document: { ...document, webhooks: { other: document.webhooks?.['hook'] ?? {} } },
    hash: 'other',
  }
  const { packages } = await compareContracts(before, after)
  expect(said(packages.webhooks)).toEqual([
    { id: 'webhook hook', bump: 'major', text: 'is gone' },
    { id: 'webhook other', bump: 'minor', text: 'is new' },
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
  expect(said(packages.core)).toEqual([
    { id: 'op0', bump: 'minor', text: '`input.body.kind` may be `"c"`' },
    { id: 'op1', bump: 'major', text: '`data.state` may be `"c"`' },
  ])
})

it('tells the validators of inputs, of looser bounds, and of nothing that is no value', async () => {
  const edited = async (edit: (post: Node, order: Node) => void) => {
    const changed = small(0)
    const order = (changed.schemas['Order0'] as Node)['properties'] as Node
    edit(changed.item['post'] as Node, order)
    const { packages } = await compareContracts(world([small(0)]), world([changed]))
    return said(packages.validation)
  }
  const page = { name: 'page', in: 'query', schema: { type: 'integer' } }
  const asked = await edited((post) => (post['parameters'] as Node[]).push(page))
  expect(asked).toEqual([
    { id: 'op0', bump: 'minor', text: '`input.page` is new, and may be left out' },
  ])
  const looser = await edited((_, order) => ((order['name'] as Node)['maxLength'] = 400))
  expect(looser).toEqual([
    { id: 'op0', bump: 'patch', text: 'its values are checked by other bounds' },
  ])
  const elsewhere = await edited((post) => {
    post['summary'] = 'Order it'
    post['servers'] = [{ url: 'https://other.example.com' }]
    post['security'] = [{ other: [] }]
    post['x-idempotent'] = true
  })
  expect(elsewhere).toEqual([])
})

it('lets the mock follow core, for it compares its contract with that of core', async () => {
  const [before, after] = [
    world([small(0)]),
    world([small(0), { item: {}, schemas: { Alone: { type: 'string' } } }]),
  ]
  const { packages } = await compareContracts(before, after)
  expect(said(packages.core)).toEqual([{ id: 'type Alone', bump: 'minor', text: 'is new' }])
  expect(packages.mock.bump).toBe('patch')
})

it('compares a type that no function reads or writes with itself', async () => {
  const parts = (properties: Node) => {
    const part = small(0)
    const content = ((part.item['post'] as Node)['requestBody'] as Node)['content'] as Node
    content['multipart/form-data'] = { schema: { $ref: '#/components/schemas/Upload' } }
    return world([
      { ...part, schemas: { ...part.schemas, Upload: { type: 'object', properties } } },
    ])
  }
  const { packages } = await compareContracts(
    parts({ file: text, name: text }),
    parts({ file: text }),
  )
  expect(said(packages.core)).toContainEqual({
    id: 'type Upload',
    bump: 'major',
    text: '`name` is gone',
  })
  expect(packages.validation.bump).toBe('major')
})

it('tells the validator of a type that no function speaks of when its bounds change', async () => {
  const alone = (maxLength: number) =>
    world([small(0), { item: {}, schemas: { Alone: { type: 'string', maxLength } } }])
  const { packages } = await compareContracts(alone(5), alone(9))
  expect(said(packages.validation)).toEqual([
    { id: 'type Alone', bump: 'patch', text: 'its values are checked by other bounds' },
  ])
})

it.each([
  ['order.create', 'orderCreate'],
  [undefined, 'postOp0Id'],
])('compares a function by its name, whatever its operationId: %s', async (operationId, name) => {
  const part = (properties: Node) => {
    const { item, schemas } = small(0)
    const post = item['post'] as Node
    if (operationId) post['operationId'] = operationId
    else delete post['operationId']
    return world([{ item, schemas: { ...schemas, Answer0: { type: 'object', properties } } }])
  }
  const { packages } = await compareContracts(part({ id: text, at: text }), part({ id: text }))
  const expected = [{ id: name, bump: 'major', text: '`data.at` is gone' }]
  expect(said(packages.core)).toEqual(expected)
  expect(said(packages.validation)).toEqual(expected)
})

it('takes a parameter that changed in several ways for the same one', async () => {
  const changed = small(0)
  const limit = ((changed.item['post'] as Node)['parameters'] as Node[]).find(
    ({ name }) => name === 'limit',
  ) as Node
  Object.assign(limit, { description: 'How many.', example: 3, 'x-note': 'new' })
  limit['schema'] = { type: 'integer', maximum: 200, title: 'Limit', format: 'int64', default: 20 }
  const { packages } = await compareContracts(world([small(0)]), world([changed]))
  expect(said(packages.core).map(({ text: words }) => words)).not.toContainEqual(
    expect.stringContaining('removed'),
  )
  expect(said(packages.core)).toContainEqual({
    id: 'op0',
    bump: 'major',
    text: "`limit`: `format` was set to 'int64'.",
  })
})

it('tells the hosts and credentials of all calls', async () => {
  const before = world([small(0)])
  const moved = world([small(0)], {}, { servers: [{ url: 'https://api.example.org' }] })
  const { packages } = await compareContracts(before, moved)
  expect(said(packages.core)).toEqual([
    { id: 'op0', bump: 'minor', text: 'the call goes to another host' },
  ])
})

it('says nothing of hosts and envelopes to webhooks, which have neither', async () => {
  const before = hook('incoming', { id: text })
  const envelopes = { none: { data: 'data' } }
  const document = {
    ...before.document,
    servers: [{ url: 'https://api.example.org' }],
    'x-envelopes': envelopes,
  }
  const { packages } = await compareContracts(before, { ...before, document, hash: 'other' })
  expect(packages.webhooks).toEqual({ bump: 'none', noticed: [] })
  expect(said(packages.core)).toEqual([
    { id: 'the contract', bump: 'patch', text: 'has other words or details' },
  ])
})

it('tells the senders of webhooks which credentials an action asks for', async () => {
  const before = hook('incoming', { id: text })
  const after = structuredClone(before)
  const post = after.document.webhooks?.['hook']?.post
  if (post) post.security = [{ key: [] }, {}]
  const { packages } = await compareContracts(before, { ...after, hash: 'other' })
  expect(said(packages.webhooks)).toEqual([
    { id: 'webhook hook', bump: 'minor', text: 'asks for key or none, where it asked for none' },
  ])
})

it('finds nothing where nothing changed', async () => {
  const { bump, packages } = await compareContracts(world([small(0)]), world([small(0)]))
  expect([bump, packages.core]).toEqual(['none', { bump: 'none', noticed: [] }])
})
