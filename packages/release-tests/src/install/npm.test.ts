import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { root, runCommand } from '../shell.ts'
import { packageVersion } from '../tools.ts'

const tarballs = inject('tarballs')
let project: string

/** Runs a command in the project, which holds only what npm installed. */
const run = (command: string, ...args: string[]) =>
  runCommand(
    { cwd: project, env: { ACTION: join(root, '.github/actions/mock/action.yml') } },
    command,
    ...args,
  )

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'npm-project-'))
  await cp(join(import.meta.dirname, 'npm-project'), project, { recursive: true })
  await writeFile(
    join(project, 'package.json'),
    JSON.stringify({ name: 'project', private: true, type: 'module' }),
  )
})
afterAll(() => rm(project, { recursive: true }))

it('installs with npm', async () => {
  const tools = [
    `vitest@${packageVersion('vitest')}`,
    `msw@${packageVersion('msw')}`,
    `typescript@${packageVersion('typescript-7')}`,
    `@types/node@${packageVersion('@types/node')}`,
  ]
  const files = tarballs
    .filter(({ folder }) => ['runtime', 'core', 'validation', 'mock', 'webhooks'].includes(folder))
    .map(({ file }) => file)
  const args = ['install', '--no-audit', '--no-fund', '--ignore-scripts', ...files, ...tools]
  const { code, output } = await run('npm', ...args)
  expect(code, output).toBe(0)
})

it('compiles its tests, every declaration file included', async () => {
  const { code, output } = await run(process.execPath, 'node_modules/typescript/bin/tsc', '-p', '.')
  expect(code, output).toBe(0)
})

it('passes its tests against the mock of @returning-kit/mock/vitest', async () => {
  const { code, output } = await run(process.execPath, 'node_modules/vitest/vitest.mjs', 'run')
  console.log(output)
  expect(code, output).toBe(0)
})
