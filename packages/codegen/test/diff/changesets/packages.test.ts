import { globSync, readFileSync } from 'node:fs'
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

it('lists every public package of this repository that is generated from the contract', async () => {
  const root = join(import.meta.dirname, '../../../../..')
  const states = await packageStates(root, breaking)
  const generated = ['core', 'mcp', 'mock', 'validation', 'webhooks'].map(
    (name) => `@returning-kit/${name}`,
  )
  expect(states.map(({ name }) => name).sort()).toEqual(generated)
  // They know no API, so a change of the contract never bumps them. A new package must be listed
  // here or in changesets/packages.ts.
  const independent = ['codegen', 'runtime'].map((name) => `@returning-kit/${name}`)
  const all = globSync('packages/*/package.json', { cwd: root }).map(
    (file) =>
      JSON.parse(readFileSync(join(root, file), 'utf8')) as { name: string; private?: true },
  )
  const names = all.flatMap((manifest) => (manifest.private ? [] : [manifest.name]))
  expect(names.sort()).toEqual([...generated, ...independent].sort())
})

it('writes a changeset for each of two packages with the same role', async () => {
  await repository.addPackage('mcp', { name: '@returning-kit/mcp', version: '1.2.0' })
  await repository.edit(withRemovedProperty)
  const written = (await repository.write()).map((file) => file.replace(/-[0-9a-f]{8}-/, '-'))
  expect(written).toContain('.changeset/contract-core.md')
  expect(written).toContain('.changeset/contract-mcp.md')
  expect(await repository.problems()).toEqual([])
})

it('ignores packages that are not generated from a contract', async () => {
  await repository.addPackage('extra', { name: '@example/extra', version: '1.0.0' })
  expect(await packageStates(repository.root, breaking)).toHaveLength(3)
  expect(await packageStates(join(repository.root, 'nowhere'), breaking)).toEqual([])
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
