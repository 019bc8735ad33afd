import { expect, it } from 'vitest'
import { compareContracts } from '../../../src/diff/compare-contracts.ts'
import { contractOf, type Node, operationFixture, summary } from '../compare/contract.ts'

it('treats a parameter with several changes as the same parameter', async () => {
  const changed = operationFixture(0)
  const parameters = (changed.item['post'] as Node)['parameters'] as Node[]
  const limit = parameters.find(({ name }) => name === 'limit') as Node
  Object.assign(limit, { description: 'How many.', example: 3, 'x-note': 'new' })
  limit['schema'] = { type: 'integer', maximum: 200, title: 'Limit', format: 'int64', default: 20 }
  const { packages } = await compareContracts(
    contractOf([operationFixture(0)]),
    contractOf([changed]),
  )
  expect(packages.core.changes.map(({ message }) => message)).not.toContainEqual(
    expect.stringContaining('removed'),
  )
  expect(summary(packages.core)).toContainEqual({
    id: 'op0',
    bump: 'major',
    message: "`limit`: `format` was set to 'int64'.",
  })
})

it('reports a host of all operations', async () => {
  const { packages } = await compareContracts(
    contractOf([operationFixture(0)]),
    contractOf([operationFixture(0)], {}, { servers: [{ url: 'https://api.example.org' }] }),
  )
  expect(summary(packages.core)).toEqual([
    { id: 'op0', bump: 'minor', message: 'requests go to a different host' },
  ])
})

it('reports another default of a request', async () => {
  const withDefault = (limit: number) => {
    const operation = operationFixture(0)
    const parameters = (operation.item['post'] as Node)['parameters'] as Node[]
    const parameter = parameters.find(({ name }) => name === 'limit') as Node
    parameter['schema'] = { type: 'integer', default: limit }
    return contractOf([operation])
  }
  const { packages } = await compareContracts(withDefault(20), withDefault(50))
  expect(summary(packages.core)).toEqual([
    { id: 'op0', bump: 'minor', message: 'the default of `limit` changed from `20` to `50`' },
  ])
})
