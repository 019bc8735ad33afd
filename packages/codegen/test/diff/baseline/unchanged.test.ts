import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { unchangedBase } from '../../../src/diff/baseline/unchanged.ts'

let root: string

const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com']
const git = (...args: string[]) => execFileSync('git', [...identity, ...args], { cwd: root })
const write = (name: string, content: string) => writeFile(join(root, name), content)

async function commit(name: string, content: string): Promise<void> {
  await write(name, content)
  git('add', '.')
  git('commit', '--quiet', '--message', name)
}

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'unchanged-'))
  git('init', '--quiet', '--initial-branch', 'main')
  await mkdir(join(root, 'openapi'))
  await commit('openapi/openapi.yaml', 'openapi: 3.1.0\n')
  git('checkout', '--quiet', '-b', 'feature')
})
afterEach(() => rm(root, { recursive: true }))

it('returns the base while openapi/ is that of the base', async () => {
  await commit('README.md', 'A page.\n')
  expect(await unchangedBase(root)).toMatchObject({ name: 'main' })
})

it.each([
  ['a committed change', () => commit('openapi/openapi.yaml', 'openapi: 3.0.3\n')],
  ['a change of the working tree', () => write('openapi/openapi.yaml', 'openapi: 3.0.3\n')],
  ['a new file', () => write('openapi/users.yaml', '{}\n')],
])('returns nothing after %s', async (_, change) => {
  await change()
  expect(await unchangedBase(root)).toBeUndefined()
})

it('returns nothing if the branch reverts to the contract of the last release', async () => {
  git('checkout', '--quiet', 'main')
  git('tag', '@returning-kit/core@1.0.0')
  await commit('openapi/openapi.yaml', 'openapi: 3.0.3\n')
  git('checkout', '--quiet', '-b', 'revert')
  await commit('openapi/openapi.yaml', 'openapi: 3.1.0\n')
  expect(await unchangedBase(root)).toBeUndefined()
})

it('returns nothing in a clone without a base', async () => {
  git('branch', '--quiet', '--delete', '--force', 'main')
  expect(await unchangedBase(root)).toBeUndefined()
})
