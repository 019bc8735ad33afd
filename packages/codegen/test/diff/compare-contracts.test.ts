import { expect, it } from 'vitest'
import { compareContracts } from '../../src/diff/compare-contracts.ts'
import { contractOf, type Node, operationFixture, summary } from './compare/contract.ts'

const page = { name: 'page', in: 'query', schema: { type: 'integer' } }
it.each<[string, (post: Node, order: Node) => void, object[]]>([
  [
    'an input',
    (post) => (post['parameters'] as Node[]).push(page),
    [{ bump: 'minor', message: '`input.page` is new and optional', functions: ['op0'] }],
  ],
  [
    'a looser bound',
    (_, order) => {
      ;(order['name'] as Node)['maxLength'] = 400
    },
    [
      {
        bump: 'patch',
        message: '`Order0.name` has another `maxLength`: it rose from 40 to 400',
        functions: ['op0'],
      },
    ],
  ],
  [
    'nothing else than values',
    (post) => {
      post['summary'] = 'Order it'
      post['servers'] = [{ url: 'https://other.example.com' }]
      post['security'] = [{ other: [] }]
      post['x-idempotent'] = true
    },
    [],
  ],
])('reports to validators %s', async (_, edit, expected) => {
  const changed = operationFixture(0)
  const order = (changed.schemas['Order0'] as Node)['properties'] as Node
  edit(changed.item['post'] as Node, order)
  const { packages } = await compareContracts(
    contractOf([operationFixture(0)]),
    contractOf([changed]),
  )
  expect(summary(packages.validation)).toEqual(expected)
})

it('reports constraints of a type that no function uses to validators', async () => {
  const withMaximum = (maxLength: number) =>
    contractOf([
      operationFixture(0),
      { item: {}, schemas: { Alone: { type: 'string', maxLength } } },
    ])
  const { packages } = await compareContracts(withMaximum(5), withMaximum(9))
  expect(summary(packages.validation)).toEqual([
    {
      bump: 'patch',
      message: '`Alone` has another `maxLength`: it rose from 5 to 9',
      functions: ['type Alone'],
    },
  ])
})

it('bumps the mock with core, since it compares its contract with that of core', async () => {
  const { packages } = await compareContracts(
    contractOf([operationFixture(0)]),
    contractOf([operationFixture(0), { item: {}, schemas: { Alone: { type: 'string' } } }]),
  )
  expect(summary(packages.core)).toEqual([
    { bump: 'minor', message: 'is new', functions: ['type Alone'] },
  ])
  expect(packages.mock.bump).toBe('patch')
})

it('reports nothing for equal contracts', async () => {
  const { bump, packages } = await compareContracts(
    contractOf([operationFixture(0)]),
    contractOf([operationFixture(0)]),
  )
  expect([bump, packages.core]).toEqual(['none', { bump: 'none', notices: [] }])
})
