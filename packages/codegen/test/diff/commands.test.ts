import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, it } from 'vitest'
import { runChangeset, runCheck } from '../../src/diff/commands.ts'
import { runDiff } from '../../src/diff/diff-command.ts'
import { first, useRepository, withAddedOperation, withRemovedProperty } from './repository.ts'

const repository = useRepository()

const equal = 'The contract is equal to that of @returning-kit/core@1.2.0.'
const commands = pathToFileURL(join(import.meta.dirname, '../../src/diff/commands.ts')).href
const script = `
import { registerHooks } from 'node:module'
const loaded = []
registerHooks({ load: (url, context, next) => { loaded.push(url); return next(url, context) } })
const { runCheck } = await import(process.argv[1])
const result = await runCheck(process.argv[2], undefined)
console.log(JSON.stringify({ ...result, loaded }))
`

// Only a process of its own shows which modules a check loads.
function checkInProcess() {
  const args = ['--input-type=module', '--eval', script, commands, repository.root]
  const output = execFileSync(process.execPath, args, { encoding: 'utf8' })
  const { loaded, ...result } = JSON.parse(output) as {
    exitCode: number
    output: string
    loaded: string[]
  }
  const loads = (pattern: RegExp) => loaded.some((url) => pattern.test(url))
  return {
    ...result,
    typescript: loads(/\/node_modules\/typescript\//),
    redocly: loads(/\/node_modules\/@redocly\//),
    generator: loads(/\/codegen\/src\/(emit|normalize|model)\//),
  }
}

it('loads neither TypeScript nor Redocly nor the generator if no file changed', () => {
  expect(checkInProcess()).toEqual({
    exitCode: 0,
    output: equal,
    typescript: false,
    redocly: false,
    generator: false,
  })
})

it('loads only the bundler of Redocly if files changed and the hash did not', async () => {
  await repository.edit(`# A comment.\n${first}`)
  expect(checkInProcess()).toEqual({
    exitCode: 0,
    output: equal,
    typescript: false,
    redocly: true,
    generator: false,
  })
})

it('loads the compiler and the generator if the contract changed', async () => {
  await repository.edit(withRemovedProperty)
  expect(checkInProcess()).toMatchObject({
    exitCode: 1,
    output: expect.stringMatching(
      /core needs a major changeset but has none\.\n[\s\S]*\nRun `pnpm contract:changeset`/,
    ),
    typescript: true,
    redocly: true,
    generator: true,
  })
})

it('passes the check as soon as the changesets are written', { timeout: 90_000 }, async () => {
  await repository.edit(withRemovedProperty)
  const written = await runChangeset(repository.root, undefined)
  expect(written.output).toMatch(/^wrote \.changeset\/contract-[0-9a-f]{8}-core\.md\n/)
  expect(await runChangeset(repository.root, undefined)).toEqual({
    exitCode: 0,
    output: 'The changesets are up to date.',
  })
  expect(await runCheck(repository.root, undefined)).toEqual({
    exitCode: 0,
    output: 'The changesets cover the changes of the contract since @returning-kit/core@1.2.0.',
  })
})

it('fails for a branch that reverts a merged change and keeps its changeset', async () => {
  await repository.edit(withRemovedProperty)
  await runChangeset(repository.root, undefined)
  repository.commit('Remove a property')
  repository.git('checkout', '-q', '-b', 'topic')
  await repository.edit(first)
  expect(await runCheck(repository.root, undefined)).toMatchObject({
    exitCode: 1,
    output: expect.stringContaining('The contract differs from that of main'),
  })
  await runChangeset(repository.root, undefined)
  expect(await runCheck(repository.root, undefined)).toEqual({ exitCode: 0, output: equal })
})

it('passes in a clone without history, unless a base is requested', async () => {
  repository.git('tag', '-d', '@returning-kit/core@1.2.0')
  repository.git('checkout', '-q', '--detach')
  repository.git('branch', '-D', 'main')
  expect(await runCheck(repository.root, undefined)).toMatchObject({
    exitCode: 0,
    output: expect.stringMatching(/^Not compared: This clone has no release tag/),
  })
  await expect(runCheck(repository.root, 'v9')).rejects.toThrow('This clone has no commit v9.')
})

it('reports a difference with its bump as exit code', async () => {
  const options = {
    before: undefined,
    after: undefined,
    cwd: repository.root,
    format: 'text' as const,
  }
  const commit = repository.git('rev-parse', 'HEAD').slice(0, 8)
  const title = `@returning-kit/core@1.2.0 (commit ${commit})`
  expect(await runDiff(repository.root, options)).toEqual({
    exitCode: 0,
    output: expect.stringContaining(`openapi/ in the work tree is equal to that of ${title}.`),
  })
  await repository.edit(withAddedOperation)
  const { exitCode, output } = await runDiff(repository.root, options)
  expect(exitCode).toBe(3)
  expect(output).toMatch(`Compared ${title} with openapi/ in the work tree.`)
  const markdown = await runDiff(repository.root, { ...options, format: 'markdown' })
  expect(markdown.output).toMatch(/^### Contract: minor/)
})
