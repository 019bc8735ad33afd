import { expect, it } from 'vitest'
import { compareContracts } from '../../../src/diff/compare-contracts.ts'
import { type Node, summary } from './contract.ts'
import { webhookContract } from './webhook-contract.ts'

const string = { type: 'string' }
const outgoing = (properties: Node) => webhookContract({ direction: 'outgoing', properties })
const incoming = (properties: Node) => webhookContract({ direction: 'incoming', properties })

it('compares an event like a response', async () => {
  const { packages } = await compareContracts(
    outgoing({ id: string, at: string }),
    outgoing({ id: string, more: string }),
  )
  const expected = [
    { bump: 'major', message: '`Body.at` was removed', functions: ['webhook hook'] },
    { bump: 'minor', message: '`Body.more` is new', functions: ['webhook hook'] },
  ]
  expect(summary(packages.webhooks)).toEqual(expected)
  expect(summary(packages.core)).toEqual(expected)
  expect(summary(packages.validation)).toEqual(expected)
})

it.each([
  ['major', '`Body.more` is new and required', ['more']],
  ['minor', '`Body.more` is new', []],
] as const)('compares an action like a request: %s', async (bump, message, required) => {
  const { packages } = await compareContracts(
    incoming({ id: string }),
    webhookContract({
      direction: 'incoming',
      properties: { id: string, more: string },
      required: [...required],
    }),
  )
  expect(summary(packages.webhooks)).toEqual([{ bump, message, functions: ['webhook hook'] }])
})

it.each([
  ['outgoing', false, 'minor', '`payload` is now required'],
  ['outgoing', true, 'major', '`payload` is no longer required'],
  ['incoming', false, 'major', '`payload` is now required'],
  ['incoming', true, 'minor', '`payload` is no longer required'],
] as const)(
  'compares whether the payload of an %s webhook is required, first %s',
  async (direction, isRequired, bump, message) => {
    const contract = (required: boolean) => {
      const { document } = webhookContract({ direction, properties: { id: string } })
      const body = document.webhooks?.['hook']?.post?.requestBody
      Object.assign(body ?? {}, { required })
      return { document, hash: String(required), files: [] }
    }
    const { packages } = await compareContracts(contract(isRequired), contract(!isRequired))
    expect(summary(packages.webhooks)).toEqual([{ bump, message, functions: ['webhook hook'] }])
  },
)

it('compares the payload of a webhook without an operationId', async () => {
  const withoutOperationId = (properties: Node) => {
    const contract = outgoing(properties)
    const post = contract.document.webhooks?.['hook']?.post
    if (post) delete post.operationId
    return { ...contract, hash: JSON.stringify(properties) }
  }
  const { packages } = await compareContracts(
    withoutOperationId({ id: string, at: string }),
    withoutOperationId({ id: string }),
  )
  expect(summary(packages.webhooks)).toEqual([
    { bump: 'major', message: '`Body.at` was removed', functions: ['webhook hook'] },
  ])
})

it('does not bump the package of webhooks for a payload that it does not know', async () => {
  const provisional = (properties: Node) =>
    webhookContract({ direction: 'outgoing', properties, status: 'provisional' })
  const { packages } = await compareContracts(
    provisional({ id: string, at: string }),
    provisional({ id: string }),
  )
  expect(packages.core.bump).toBe('major')
  expect(packages.webhooks).toEqual({ bump: 'none', notices: [] })
})

it('reports only the description of a webhook whose payload is not known', async () => {
  const provisional = (properties: Node, text: string) =>
    webhookContract({ direction: 'outgoing', properties, status: 'provisional', summary: text })
  const { packages } = await compareContracts(
    provisional({ id: string, at: string }, 'It happened'),
    provisional({ id: string }, 'It took place'),
  )
  expect(packages.core.bump).toBe('major')
  expect(packages.webhooks.bump).toBe('patch')
})

it.each([
  ['minor', 'provisional', 'documented', '`payload` changed from `unknown` to `Body`'],
  ['major', 'documented', 'provisional', '`payload` changed from `Body` to `unknown`'],
])(
  'reports when a payload becomes known or unknown: %s',
  async (bump, statusBefore, statusAfter, message) => {
    const withStatus = (status: string) =>
      webhookContract({ direction: 'outgoing', properties: { id: string }, status })
    const { packages } = await compareContracts(withStatus(statusBefore), withStatus(statusAfter))
    expect(summary(packages.webhooks)).toContainEqual({
      bump,
      message,
      functions: ['webhook hook'],
    })
    expect(packages.core.bump).toBe('patch')
  },
)

it('reports an event that becomes an action', async () => {
  const { packages } = await compareContracts(outgoing({ id: string }), incoming({ id: string }))
  expect(summary(packages.webhooks)).toContainEqual({
    bump: 'major',
    message: 'changed from an event to an action',
    functions: ['webhook hook'],
  })
})

it('reports a new operationId of a webhook only to users of the raw types', async () => {
  const renamed = outgoing({ id: string })
  const post = renamed.document.webhooks?.['hook']?.post
  if (post) post.operationId = 'onOther'
  const { packages } = await compareContracts(outgoing({ id: string }), {
    ...renamed,
    hash: 'other',
  })
  expect([packages.core.bump, packages.webhooks.bump, packages.validation.bump]).toEqual([
    'major',
    'none',
    'none',
  ])
})

it('reports new and removed webhooks', async () => {
  const before = outgoing({ id: string })
  const { document } = outgoing({ id: string })
  const after = {
    ...before,
    document: { ...document, webhooks: { other: document.webhooks?.['hook'] ?? {} } },
    hash: 'other',
  }
  const { packages } = await compareContracts(before, after)
  expect(summary(packages.webhooks)).toEqual([
    { bump: 'major', message: 'was removed', functions: ['webhook hook'] },
    { bump: 'minor', message: 'is new', functions: ['webhook other'] },
  ])
})

it('does not report hosts and envelopes to webhooks, which have neither', async () => {
  const before = incoming({ id: string })
  const document = {
    ...before.document,
    servers: [{ url: 'https://api.example.org' }],
    'x-envelopes': { none: { data: 'data' } },
  }
  const { packages } = await compareContracts(before, { ...before, document, hash: 'other' })
  expect(packages.webhooks).toEqual({ bump: 'none', notices: [] })
  expect(summary(packages.core)).toEqual([
    {
      bump: 'patch',
      message: 'descriptions or other details changed',
      functions: ['the contract'],
    },
  ])
})

it('reports the credentials of an action', async () => {
  const before = incoming({ id: string })
  const after = structuredClone(before)
  const post = after.document.webhooks?.['hook']?.post
  if (post) post.security = [{ key: [] }, {}]
  const { packages } = await compareContracts(before, { ...after, hash: 'other' })
  expect(summary(packages.webhooks)).toEqual([
    {
      bump: 'minor',
      message: 'its credentials changed from none to key or none',
      functions: ['webhook hook'],
    },
  ])
})
