import { expect, it } from 'vitest'
import { createMock, type OperationId, type Scenario } from '../../src/index.ts'
import { clientOf, functionOf, inputOf, models } from '../helpers.ts'

const idsOf = (verb: string) =>
  models.map(({ id }) => id as OperationId).filter((id) => id.startsWith(verb))

it('is possible for every list of the contract', async () => {
  const lists = idsOf('list')
  expect(lists.length).toBeGreaterThan(20)
  for (const list of lists) {
    const scenario: Scenario = { collections: [{ list, items: 3 }] }
    const { fetch } = createMock({ scenario })
    const client = clientOf('https://any.example', { fetch })
    expect(await functionOf(list)(client, inputOf(list)), list).toMatchObject({ ok: true })
  }
})

it('is possible for every operation of the contract that creates, with a list', () => {
  const creates = idsOf('create')
  expect(creates.length).toBeGreaterThan(10)
  for (const create of creates) {
    const scenario: Scenario = { collections: [{ list: 'listCommunityUsers', create }] }
    expect(() => createMock({ scenario }), create).not.toThrow()
  }
})
