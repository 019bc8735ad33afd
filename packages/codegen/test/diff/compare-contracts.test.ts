import { expect, it } from 'vitest'
import { compareContracts } from '../../src/diff/compare-contracts.ts'
import { contractOf, type Node, operationFixture, summary } from './compare/contract.ts'

it('reports inputs and looser bounds to validators, and nothing else than values', async () => {
  const changesAfter = async (edit: (post: Node, order: Node) => void) => {
    const changed = operationFixture(0)
    const order = (changed.schemas['Order0'] as Node)['properties'] as Node
    edit(changed.item['post'] as Node, order)
    const { packages } = await compareContracts(
      contractOf([operationFixture(0)]),
      contractOf([changed]),
    )
    return summary(packages.validation)
  }
  const page = { name: 'page', in: 'query', schema: { type: 'integer' } }
  expect(await changesAfter((post) => (post['parameters'] as Node[]).push(page))).toEqual([
    { id: 'op0', bump: 'minor', message: '`input.page` is new and optional' },
  ])
  expect(await changesAfter((_, order) => ((order['name'] as Node)['maxLength'] = 400))).toEqual([
    { id: 'op0', bump: 'patch', message: 'its validation constraints changed' },
  ])
  const changesOfCall = await changesAfter((post) => {
    post['summary'] = 'Order it'
    post['servers'] = [{ url: 'https://other.example.com' }]
    post['security'] = [{ other: [] }]
    post['x-idempotent'] = true
  })
  expect(changesOfCall).toEqual([])
})

it('reports constraints of a type that no function uses to validators', async () => {
  const withMaximum = (maxLength: number) =>
    contractOf([
      operationFixture(0),
      { item: {}, schemas: { Alone: { type: 'string', maxLength } } },
    ])
  const { packages } = await compareContracts(withMaximum(5), withMaximum(9))
  expect(summary(packages.validation)).toEqual([
    { id: 'type Alone', bump: 'patch', message: 'its validation constraints changed' },
  ])
})

it('bumps the mock with core, since it compares its contract with that of core', async () => {
  const { packages } = await compareContracts(
    contractOf([operationFixture(0)]),
    contractOf([operationFixture(0), { item: {}, schemas: { Alone: { type: 'string' } } }]),
  )
  expect(summary(packages.core)).toEqual([{ id: 'type Alone', bump: 'minor', message: 'is new' }])
  expect(packages.mock.bump).toBe('patch')
})

it('reports nothing for equal contracts', async () => {
  const { bump, packages } = await compareContracts(
    contractOf([operationFixture(0)]),
    contractOf([operationFixture(0)]),
  )
  expect([bump, packages.core]).toEqual(['none', { bump: 'none', changes: [] }])
})
