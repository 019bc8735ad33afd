import { join } from 'node:path'
import { expect, it } from 'vitest'
import { packageStates } from '../../../src/diff/changesets/packages.ts'
import { comparisonOf } from '../../../src/diff/comparison.ts'
import type { Notice } from '../../../src/diff/notice.ts'
import { useRepository, withRemovedProperty } from '../repository.ts'

const repository = useRepository()

const removed: Notice = {
  rule: 'function-removed',
  bump: 'major',
  place: '',
  message: 'was removed',
  topic: 'values',
  directions: [],
  functions: ['getOne'],
  isShared: false,
}
const breaking = comparisonOf([removed], {
  core: [removed],
  validation: [removed],
  mock: [removed],
  webhooks: [removed],
})

it('never bumps the runtime, which knows no API', async () => {
  await repository.addPackage('runtime', { name: '@returning-kit/runtime', version: '1.2.0' })
  await repository.edit(withRemovedProperty)
  const { packages } = await repository.compare()
  expect(packages.map(({ name }) => name)).toEqual([
    '@returning-kit/core',
    '@returning-kit/validation',
    '@returning-kit/mock',
  ])
  expect(await repository.problems()).toHaveLength(3)
  const written = await repository.write()
  expect(written.filter((file) => file.includes('runtime'))).toEqual([])
  expect(written).toHaveLength(3)
  expect(await repository.problems()).toEqual([])
})

it('lists every public package of this repository', async () => {
  const states = await packageStates(join(import.meta.dirname, '../../../../..'), breaking)
  expect(states.map(({ name }) => name)).toEqual([
    '@returning-kit/core',
    '@returning-kit/validation',
    '@returning-kit/mock',
    '@returning-kit/webhooks',
    '@returning-kit/mcp',
  ])
})

it('rejects a public package that it does not know, and ignores private ones', async () => {
  await repository.addPackage('testing', { name: '@repo/testing', version: '0.0.0', private: true })
  expect(await packageStates(repository.root, breaking)).toHaveLength(3)
  await repository.addPackage('extra', { name: '@returning-kit/extra', version: '1.0.0' })
  await expect(packageStates(repository.root, breaking)).rejects.toThrow(
    'The package @returning-kit/extra is public',
  )
})

it('writes a breaking change as minor while a package is at 0.x', async () => {
  await repository.release('0.4.0')
  await repository.edit(withRemovedProperty)
  expect((await repository.compare()).packages).toMatchObject([
    { changesetBump: 'minor' },
    { changesetBump: 'minor' },
    { changesetBump: 'minor' },
  ])
})
