import { execFileSync } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { type DiffOptions, runDiff } from '../../src/diff/diff-command.ts'
import { useRepository, withAddedOperation, withRemovedProperty } from './repository.ts'

const repository = useRepository()

function diff(before?: string, after?: string, options: Partial<DiffOptions> = {}) {
  const { root } = repository
  return runDiff(root, { before, after, cwd: root, format: 'text', ...options })
}

async function writeContracts() {
  await mkdir(join(repository.root, 'api'))
  await writeFile(join(repository.root, 'api/openapi.yaml'), withRemovedProperty)
  await writeFile(join(repository.root, 'added.yaml'), withAddedOperation)
}

it('compares two files, folders or revisions, in the order of its arguments', async () => {
  await writeContracts()
  await repository.edit(withAddedOperation)
  repository.commit('Add an operation')
  const removed = '`getOne`: `data.name` was removed.'
  expect((await diff('openapi', 'api')).output).toContain(removed)
  expect((await diff('added.yaml', 'api/openapi.yaml')).output).toContain(removed)
  expect((await diff('api/openapi.yaml', 'added.yaml')).output).toContain('`data.name` is new.')
  const { exitCode, output } = await diff('@returning-kit/core@1.2.0', 'HEAD')
  expect(exitCode).toBe(3)
  expect(output).toContain('`getTwo`: is new.')
  expect((await diff('HEAD', '@returning-kit/core@1.2.0')).output).toContain(
    '`getTwo`: was removed.',
  )
})

it('reads a file of a revision', async () => {
  await writeContracts()
  repository.commit('Add contracts elsewhere')
  const { output } = await diff('HEAD:openapi/openapi.yaml', 'HEAD:api/openapi.yaml')
  expect(output).toContain('`getOne`: `data.name` was removed.')
  expect(output).toContain('openapi/openapi.yaml:14 → api/openapi.yaml:14')
  await writeFile(join(repository.root, 'api/openapi.yaml'), withAddedOperation)
  expect((await diff('HEAD:api/openapi.yaml')).output).toContain('`getTwo`: is new.')
  await expect(diff('HEAD:nowhere.yaml')).rejects.toThrow('nowhere.yaml at HEAD')
})

it('names what is generated from a contract that is not that of the repository', async () => {
  await writeContracts()
  const { output } = await diff('added.yaml', 'api')
  expect(output).toContain('\n\nfunctions: major, 2 major\nvalidators: ')
  expect(output).not.toContain('@returning-kit')
  expect((await diff('added.yaml', 'openapi')).output).toContain('@returning-kit/core: major')
})

const range = '@returning-kit/core@1.2.0..@returning-kit/core@2.0.0'

async function releaseThreeTimes() {
  await repository.edit(withAddedOperation)
  await repository.release('1.3.0')
  await repository.release('1.3.1')
  await repository.edit(withRemovedProperty)
  await repository.release('2.0.0')
}

it('prints a changelog of a range in each format', async () => {
  await releaseThreeTimes()
  const [text, json, github] = await Promise.all(
    (['text', 'json', 'github'] as const).map((format) => diff(range, undefined, { format })),
  )
  expect(text?.output).toMatch(/^Compared @returning-kit\/core@1\.3\.1 .* with .*@2\.0\.0/)
  expect(JSON.parse(json?.output ?? '')).toMatchObject([
    { release: '@returning-kit/core@2.0.0', bump: 'major' },
    { release: '@returning-kit/core@1.3.1', bump: 'none' },
    { release: '@returning-kit/core@1.3.0', bump: 'minor' },
  ])
  expect(github?.output).toContain('::error file=openapi/openapi.yaml,line=14')
})

it('prints a changelog of all releases of a range, the newest first', async () => {
  await releaseThreeTimes()
  const { output } = await diff(range, undefined, { format: 'markdown' })
  const headings = output.match(/^## .*$/gm)
  expect(headings).toEqual(
    ['2.0.0', '1.3.1', '1.3.0'].map((one) => `## @returning-kit/core@${one}`),
  )
  const [first = '', second = '', third = ''] = output.split(/^## /m).slice(1)
  expect(first).toContain('`data.name` was removed')
  expect(second).toContain('No changes.')
  expect(third).toContain('`getTwo`: is new.')
})

it('says that it compares a commit with itself', async () => {
  expect((await diff('HEAD')).output).toContain('The base is HEAD itself')
  expect((await diff('HEAD', 'main')).output).toContain('are those of the same commit')
})

it('names the side and the commit of a contract that cannot be read', async () => {
  await repository.edit('openapi: 3.1.0\npaths: [')
  repository.commit('Break the contract')
  const commit = repository.git('rev-parse', 'HEAD').slice(0, 8)
  const error = await diff('HEAD').catch((reason: Error) => reason)
  expect(String(error)).toMatch(
    `The contract of commit ${commit} cannot be read:\n  openapi/openapi.yaml:`.replace(
      `commit ${commit}`,
      `HEAD (commit ${commit})`,
    ),
  )
  expect(String(error)).not.toContain('/tmp/')
})

it('says in a shallow clone that the history is missing', async () => {
  const clone = join(repository.root, 'shallow')
  await repository.edit(withAddedOperation)
  repository.commit('Add an operation')
  const url = `file://${repository.root}`
  execFileSync('git', ['clone', '-q', '--depth', '1', url, clone], { stdio: 'ignore' })
  await expect(
    runDiff(clone, {
      before: '@returning-kit/core@1.2.0',
      after: undefined,
      cwd: clone,
      format: 'text',
    }),
  ).rejects.toThrow('It is a shallow clone: run `git fetch --unshallow --tags`.')
})

it('prints annotations for GitHub at the lines of the contract after the change', async () => {
  await repository.edit(withRemovedProperty)
  const { output } = await diff(undefined, undefined, { format: 'github' })
  expect(output).toContain(
    '::error file=openapi/openapi.yaml,line=14,title=property-removed::`getOne`: `data.name` was removed.',
  )
})

it('prints JSON with stable ids and both locations', async () => {
  await repository.edit(withRemovedProperty)
  const { output } = await diff(undefined, undefined, { format: 'json' })
  expect(JSON.parse(output)).toMatchObject({
    bump: 'major',
    packages: [{ name: '@returning-kit/core', bump: 'major' }, {}, {}],
    notices: [
      {
        rule: 'property-removed',
        place: 'data.name',
        functions: ['getOne'],
        before: { file: 'openapi/openapi.yaml', line: 14 },
        after: { file: 'openapi/openapi.yaml', line: 14 },
      },
    ],
  })
})

it('links a Markdown report to the files of a commit', async () => {
  await repository.edit(withRemovedProperty)
  const options = { format: 'markdown', blobUrl: 'https://example.com/blob' } as const
  const commit = repository.git('rev-parse', 'HEAD').trim()
  expect((await diff(undefined, undefined, options)).output).toContain(
    `(https://example.com/blob/${commit}/openapi/openapi.yaml#L14)`,
  )
})
