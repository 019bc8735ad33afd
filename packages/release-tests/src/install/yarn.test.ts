import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, inject, it } from 'vitest'
import { root, runCommand, runOrThrow } from '../shell.ts'
import { packageFolder, packageVersion } from '../tools.ts'
import { commonjs, expected, typescript } from './program.ts'

const tarballs = inject('tarballs')
const project = join(inject('commonjsProject'), '../yarn')
const yarn = join(packageFolder('@yarnpkg/cli-dist'), 'bin/yarn.js')
const run = (...args: string[]) =>
  runCommand({ cwd: project }, process.execPath, yarn, 'node', '--no-warnings', ...args)

beforeAll(async () => {
  await mkdir(project, { recursive: true })
  const packed = Object.fromEntries(tarballs.map(({ name, file }) => [name, `file:${file}`]))
  await writeFile(
    join(project, 'package.json'),
    JSON.stringify({
      name: 'project',
      private: true,
      packageManager: `yarn@${packageVersion('@yarnpkg/cli-dist')}`,
      dependencies: packed,
      resolutions: packed,
    }),
  )
  await writeFile(join(project, 'yarn.lock'), '')
  await writeFile(join(project, 'program.cjs'), commonjs)
  const withoutTypes = typescript
    .replaceAll(
      /^(import type|export type| {2}\/\/ @ts| {2}void \(\(\) => createClient\(\{ tokn).*\n/gm,
      '',
    )
    .replace(': Promise<void>', '')
  await writeFile(join(project, 'program.mjs'), withoutTypes)
  const registry = (await runOrThrow({ cwd: project }, 'npm', 'config', 'get', 'registry')).trim()
  const { hostname } = new URL(registry)
  await writeFile(
    join(project, '.yarnrc.yml'),
    JSON.stringify({
      nodeLinker: 'pnp',
      enableTelemetry: false,
      enableImmutableInstalls: false,
      enableScripts: false,
      enableGlobalCache: false,
      npmRegistryServer: registry,
      unsafeHttpWhitelist: [hostname],
    }),
  )
  await runOrThrow({ cwd: project }, process.execPath, yarn, 'install')
})

it("resolves imports with Plug'n'Play", async () => {
  expect(await run('program.mjs')).toEqual({ code: 0, output: expected })
})

it("resolves require() with Plug'n'Play", async () => {
  expect(await run('program.cjs')).toEqual({ code: 0, output: expected })
})

it("generates with Plug'n'Play", async () => {
  const spec = join(root, 'packages/codegen/test/fixtures/odd.yaml')
  const args = [yarn, 'returning-kit', 'generate', '--spec', spec, '--out', 'generated']
  const { code, output } = await runCommand({ cwd: project }, process.execPath, ...args)
  expect(code, output).toBe(0)
  expect(output).toMatch(/new +generated\/types\.gen\.ts/)
})
