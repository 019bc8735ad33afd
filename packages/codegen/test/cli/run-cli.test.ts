import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { commands } from '../../src/cli/registry.ts'
import { run, runProcess } from './run.ts'

const packageRoot = join(import.meta.dirname, '../..')

const runCli = (...args: string[]) => run(packageRoot, ...args)

it('lists its commands', async () => {
  const { code, stdout } = await runCli('--help')
  expect(code).toBe(0)
  for (const name of Object.keys(commands))
    expect(stdout).toMatch(new RegExp(`^  ${name} +\\w`, 'm'))
})

it.each(Object.keys(commands))('%s describes itself, with its exit codes', async (name) => {
  const { code, stdout, stderr } = await runCli(name, '--help')
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toMatch(new RegExp(`^Usage:\\s+returning-kit ${name} `))
  expect(stdout).toContain('Exit codes:')
})

it('prints its version', async () => {
  const manifest = await readFile(join(packageRoot, 'package.json'), 'utf8')
  const { stdout } = await runProcess(packageRoot, ['--version'])
  expect(stdout.trim()).toBe((JSON.parse(manifest) as { version: string }).version)
})

it.each([
  [[], 'A command is missing.'],
  [['generat'], 'There is no command generat.'],
  [['constructor'], 'There is no command constructor.'],
  [['generate', '--speck', 'api.yaml'], "Unknown option '--speck'"],
  [['generate', '--spec', 'api.yaml'], 'Pass both --spec and --out'],
])('exits with 2 for %j and says why', async (args, message) => {
  const { code, stdout, stderr } = await runCli(...args)
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toContain(message)
})

it.each([
  [['diff', 'a.yaml', 'b.yaml', 'c.yaml'], 'Unexpected argument: c.yaml.'],
  [['diff', '--format', 'html'], 'The format html is unknown.'],
  [['check', 'main', 'other'], 'Unexpected argument: other.'],
])('exits with 1 for %j, as 2 is a patch', async (args, message) => {
  const { code, stderr } = await runCli(...args)
  expect(code).toBe(1)
  expect(stderr).toContain(message)
})
