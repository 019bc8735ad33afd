import { expect, it } from 'vitest'
import {
  operation,
  useRepository,
  withAddedOperation,
  withOtherSummary,
  withRemovedProperty,
} from '../repository.ts'

const repository = useRepository()

it('requires nothing while the contract is unchanged', async () => {
  expect(await repository.problems()).toEqual([])
  expect(await repository.write()).toEqual([])
})

it.each([
  ['an added operation', withAddedOperation, 'minor'],
  ['a removed property', withRemovedProperty, 'major'],
])('requires a changeset for %s, and accepts the one that it writes', async (_, contract, bump) => {
  await repository.edit(contract)
  expect(await repository.problems()).toContain(
    `@returning-kit/core needs a ${bump} changeset but has none.`,
  )
  expect(await repository.write()).toHaveLength(3)
  expect(await repository.problems()).toEqual([])
})

it('accepts a changeset written by hand, unless its bump is too small', async () => {
  await repository.edit(withRemovedProperty)
  await repository.changeset('by-hand', 'minor')
  expect(await repository.problems()).toContain(
    '@returning-kit/mock needs a major changeset but has only a minor one.',
  )
  await repository.changeset('by-hand', 'major')
  expect(await repository.problems()).toEqual([])
})

it('requires a patch for other descriptions, of the packages that hold them', async () => {
  await repository.edit(withOtherSummary)
  const { packages } = await repository.compare()
  expect(packages).toMatchObject([
    { changesetBump: 'patch' },
    { changesetBump: 'none' },
    { changesetBump: 'patch' },
  ])
})

it('requires a changeset of the branch itself, beside those of merged branches', async () => {
  await repository.edit(withRemovedProperty)
  await repository.write()
  repository.commit('Remove a property')
  repository.git('checkout', '-q', '-b', 'topic')
  await repository.edit(withRemovedProperty.replace('Read getOne', 'Read the one'))
  expect(await repository.problems()).toEqual([
    'The contract differs from that of main, but this branch changes no changeset.',
  ])
  await repository.changeset('summary', 'patch')
  expect(await repository.problems()).toEqual([])
})

it('rejects a changeset that was written before further changes', async () => {
  await repository.edit(withRemovedProperty)
  await repository.write()
  await repository.edit(`${withRemovedProperty}${operation('getTwo', 'id: { type: string }')}`)
  const [core, ...others] = await repository.problems()
  expect(core).toMatch(
    /^\.changeset\/contract-[0-9a-f]{8}-core\.md is outdated: it lacks “`getTwo`: is new\./,
  )
  expect(others).toHaveLength(2)
  await repository.write()
  expect(await repository.problems()).toEqual([])
})
