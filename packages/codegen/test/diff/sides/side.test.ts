import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { findBase, hasSameContractFiles, NoBaseError } from '../../../src/diff/sides/commit.ts'
import { readSide } from '../../../src/diff/sides/side.ts'
import { useRepository, withAddedOperation, withRemovedProperty } from '../repository.ts'

const repository = useRepository()

it('compares with the last release, or with a release that is named', async () => {
  await repository.edit(withAddedOperation)
  repository.commit('Add an operation')
  expect(await findBase(repository.root)).toMatchObject({ name: '@returning-kit/core@1.2.0' })
  await repository.release('1.3.0')
  expect(await findBase(repository.root)).toMatchObject({ name: '@returning-kit/core@1.3.0' })
  expect(await findBase(repository.root, '@returning-kit/core@1.2.0')).toMatchObject({
    name: '@returning-kit/core@1.2.0',
  })
})

it('compares with the commit where the branch left main before the first release', async () => {
  repository.git('tag', '-d', '@returning-kit/core@1.2.0')
  const commit = repository.git('rev-parse', 'HEAD').trim()
  repository.git('checkout', '-q', '-b', 'topic')
  await repository.edit(withAddedOperation)
  repository.commit('Add an operation')
  expect(await findBase(repository.root)).toEqual({ name: 'main', commit })
})

it('reports that a clone has nothing to compare with, or not the requested revision', async () => {
  repository.git('tag', '-d', '@returning-kit/core@1.2.0')
  repository.git('checkout', '-q', '--detach')
  repository.git('branch', '-D', 'main')
  await expect(findBase(repository.root)).rejects.toBeInstanceOf(NoBaseError)
  await expect(findBase(repository.root)).rejects.toThrow('git fetch --tags')
  await expect(findBase(repository.root, 'v9')).rejects.toThrow('This clone has no commit v9.')
  await expect(findBase(repository.root, '--help')).rejects.toThrow(
    'This clone has no commit --help.',
  )
})

it('reads a contract from a file, a folder or a commit, and names it in the report', async () => {
  const folder = join(repository.root, 'elsewhere')
  await mkdir(folder)
  await writeFile(join(folder, 'openapi.yaml'), withRemovedProperty)
  await writeFile(join(folder, 'added.yaml'), withAddedOperation)
  const revisionsAndPaths = [
    'elsewhere',
    'elsewhere/added.yaml',
    'main',
    repository.git('rev-parse', 'HEAD').trim(),
  ]
  const pathsByTitle = new Map<string, string[]>()
  for (const revisionOrPath of revisionsAndPaths) {
    const { root } = repository
    const { title, contract } = await readSide(root, revisionOrPath, root)
    pathsByTitle.set(title, Object.keys(contract.document.paths ?? {}))
  }
  const commit = repository.git('rev-parse', 'HEAD').slice(0, 8)
  expect([...pathsByTitle]).toEqual([
    ['the file elsewhere/openapi.yaml', ['/getOne']],
    ['the file elsewhere/added.yaml', ['/getOne', '/getTwo']],
    [`main (commit ${commit})`, ['/getOne']],
    [`commit ${commit}`, ['/getOne']],
  ])
})

it('prefers a revision to a path, and rejects a folder without a contract', async () => {
  const { root } = repository
  await mkdir(join(root, 'main'))
  await expect(readSide(root, 'main', root)).resolves.toMatchObject({
    title: expect.stringMatching(/^main \(commit/),
  })
  await expect(readSide(root, 'packages', root)).rejects.toThrow(/packages has no contract/)
  await expect(readSide(root, 'nowhere', root)).rejects.toThrow('This clone has no commit nowhere.')
})

it('sees every change of the contract files, and no other change', async () => {
  const { root } = repository
  const base = await findBase(root)
  const isSame = () => hasSameContractFiles(root, base)
  await writeFile(join(root, 'README.md'), 'More.')
  expect(await isSame()).toBe(true)
  await writeFile(join(root, 'openapi/untracked.yaml'), 'type: string')
  expect(await isSame()).toBe(false)
  repository.commit('Add a file')
  expect(await isSame()).toBe(false)
  await repository.release('1.3.0')
  const next = await findBase(root)
  expect(await hasSameContractFiles(root, next)).toBe(true)
  await repository.edit(withAddedOperation)
  expect(await hasSameContractFiles(root, next)).toBe(false)
})

it('does not take two missing folders for the same contract', async () => {
  const { root } = repository
  repository.git('rm', '-rq', 'openapi')
  repository.commit('Remove the contract')
  expect(await hasSameContractFiles(root, await findBase(root, 'HEAD'))).toBe(false)
})
