import { cp, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { type CommandResult, root, runCommand, runOrThrow } from '../shell.ts'
import { packageFolder } from '../tools.ts'

const tarballs = inject('tarballs')
let project: string
let server: Server
let url: string

const run = (command: string, ...args: string[]): Promise<CommandResult> =>
  runCommand({ cwd: project, env: { PETS_URL: url } }, command, ...args)
const returningKit = (...args: string[]) => run('npx', 'returning-kit', ...args)

// The blocks of the guide, by the languages of their fences.
async function guide(): Promise<{ yaml: string; main: string; generate: string }> {
  const text = await readFile(join(root, 'docs/guides/generate-your-own-api.md'), 'utf8')
  const block = (language: string) =>
    new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, 's').exec(text)?.[1] ?? ''
  const generate = /^npx returning-kit (generate .*)$/m.exec(block('sh'))?.[1] ?? ''
  return { yaml: block('yaml'), main: block('ts'), generate }
}

beforeAll(async () => {
  server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify([{ name: `Rex of ${request.url}` }]))
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  project = await mkdtemp(join(tmpdir(), 'generate-project-'))
  const { yaml } = await guide()
  await writeFile(join(project, 'api.yaml'), yaml)
  await writeFile(
    join(project, 'package.json'),
    JSON.stringify({ name: 'project', private: true, type: 'module' }),
  )
  const files = tarballs
    .filter(({ folder }) => ['runtime', 'codegen'].includes(folder))
    .map(({ file }) => file)
  await runOrThrow({ cwd: project }, 'npm', 'install', '--no-audit', '--no-fund', ...files)
})
afterAll(async () => {
  server.close()
  await rm(project, { recursive: true })
})

it('installs nothing but the runtime and what it needs', async () => {
  const entries = await readdir(join(project, 'node_modules'), { recursive: true })
  const manifests = entries.filter((path) => /^(@[^/]+\/)?[^/]+\/package\.json$/.test(path))
  expect(manifests.map((path) => path.replace('/package.json', '')).sort()).toEqual([
    '@returning-kit/codegen',
    '@returning-kit/runtime',
    '@standard-schema/spec',
    'openapi-fetch',
    'openapi-typescript-helpers',
  ])
})

it('follows the guide: generates, and calls the API with validators', async () => {
  const { main, generate } = await guide()
  const generated = await returningKit(...generate.split(' '))
  expect(generated.output).toContain('1 operations, 3 validators')
  await writeFile(join(project, 'src/main.ts'), main)
  const called = await run(process.execPath, '--no-warnings', 'src/main.ts')
  expect(called).toEqual({ code: 0, output: 'Rex of /pets?limit=10\n' })
})

it('reads returning-kit.config.ts, which imports defineConfig', async () => {
  await writeFile(
    join(project, 'returning-kit.config.ts'),
    `import { defineConfig } from '@returning-kit/codegen'

export default defineConfig({ spec: 'api.yaml', out: 'src/api' })
`,
  )
  expect(await returningKit('generate', '--check')).toMatchObject({ code: 0 })
})

it('compares contracts if TypeScript is installed, and says so if it is not', async () => {
  const { yaml } = await guide()
  await writeFile(join(project, 'after.yaml'), yaml.replace('name: limit', 'name: size'))
  const without = await returningKit('diff', 'api.yaml', 'after.yaml')
  expect(without.code).toBe(1)
  expect(without.output).toContain('npm install --save-dev typescript@5.9')
  const compiler = join(project, 'node_modules/typescript')
  await cp(packageFolder('typescript'), compiler, { recursive: true, dereference: true })
  const compared = await returningKit('diff', 'api.yaml', 'after.yaml')
  expect(compared.code, compared.output).toBe(4)
  expect(compared.output).toContain('`listPets`')
  await rm(compiler, { recursive: true })
})

it.each(['typescript', 'typescript-6', 'typescript-7'])(
  'compiles under `tsc --init` of %s',
  async (compiler) => {
    const tsc = join(packageFolder(compiler), 'bin/tsc')
    await rm(join(project, 'tsconfig.json'), { force: true })
    await rm(join(project, 'src'), { recursive: true })
    await run(process.execPath, tsc, '--init')
    const generated = await returningKit('generate', '--spec', 'api.yaml', '--out', 'src/api')
    expect(generated.code, generated.output).toBe(0)
    const { main } = await guide()
    // The configuration of `tsc --init` has no types of Node.
    const program = main
      .replaceAll(".gen.ts'", ".gen.js'")
      .replace(/process\.env\S+ \?\? /, '')
      .replace('console.log(pet.name)', 'pet.name.trim()')
    await writeFile(join(project, 'src/main.ts'), program)
    const compiled = await run(process.execPath, tsc, '--noEmit')
    expect(compiled).toEqual({ code: 0, output: '' })
  },
)

it('calls the mock with the code of the contract of this repository', async () => {
  const folder = join(inject('project'), 'generated')
  const cli = join(inject('project'), 'node_modules/@returning-kit/codegen/dist/cli.js')
  const spec = join(root, 'openapi/openapi.yaml')
  const options = { cwd: inject('project') }
  const args = [cli, 'generate', '--spec', spec, '--out', folder, '--import-extension', '.ts']
  await runOrThrow(options, process.execPath, ...args)
  await writeFile(
    join(folder, 'main.ts'),
    `import { startMock } from '@returning-kit/mock'
import { createClient } from './client.gen.ts'
import { listCommunityUsers } from './operations.gen.ts'
import { CommunityUser } from './validators/schemas.gen.ts'

const mock = await startMock({ port: 0 })
const client = createClient({ token: 'fake-token', baseUrl: mock.url })
const communityId = '6167dba9c548eb5c7ec28057'
const users = await listCommunityUsers(client, { communityId }).orThrow()
console.log(users.length > 0 && users.every((user) => CommunityUser.is(user)))
await mock.stop()
`,
  )
  const called = await runCommand(
    options,
    process.execPath,
    '--no-warnings',
    join(folder, 'main.ts'),
  )
  expect(called).toEqual({ code: 0, output: 'true\n' })
})

it('has at most 6 MB', async () => {
  const folder = join(project, 'node_modules/@returning-kit/codegen')
  const names = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = names.filter((entry) => entry.isFile())
  const sizes = await Promise.all(files.map(({ parentPath, name }) => stat(join(parentPath, name))))
  expect(sizes.reduce((sum, { size }) => sum + size, 0)).toBeLessThan(6_000_000)
})
