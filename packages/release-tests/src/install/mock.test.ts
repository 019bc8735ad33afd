import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { root, runOrThrow, terminalEnv } from '../shell.ts'

const packed = inject('tarballs').filter(({ folder }) => folder === 'mock')
const users = '/v1/communities/6167dba9c548eb5c7ec28057/users'
const bearer = { authorization: 'Bearer fake-token' }

let project: string
let mock: ChildProcess
let url: string

async function bytesIn(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  const sizes = files.map(async ({ parentPath, name }) => (await stat(join(parentPath, name))).size)
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
}

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'mock-project-'))
  const manifest = { name: 'project', private: true, type: 'module' }
  await writeFile(join(project, 'package.json'), JSON.stringify(manifest))
  const files = packed.map(({ file }) => file)
  const start = performance.now()
  const cache = ['--cache', join(project, 'cache')]
  // Nothing listens there, so a request to the registry fails.
  const registry = ['--registry', 'http://127.0.0.1:9/', '--fetch-retries', '0']
  const npm = ['install', '--no-audit', '--no-fund', ...cache, ...registry, ...files]
  await runOrThrow({ cwd: project }, 'npm', ...npm)
  console.log(`Installed in ${(performance.now() - start).toFixed(0)} ms.`)
  const bin = join(project, 'node_modules/.bin/returning-kit-mock')
  mock = spawn(process.execPath, [bin, '--port', '0'], { cwd: project, env: terminalEnv() })
  mock.stderr?.resume()
  const lines = createInterface({ input: mock.stdout as NodeJS.ReadableStream })
  const [line] = (await once(lines, 'line')) as [string]
  url = /http:\S+/.exec(line)?.[0] ?? line
})
afterAll(async () => {
  const exited = once(mock, 'exit')
  mock.kill()
  await exited
  await rm(project, { recursive: true })
})

it('installs no other package, and asks the registry for none', async () => {
  const modules = join(project, 'node_modules')
  expect(await readdir(join(modules, '@returning-kit'))).toEqual(['mock'])
  const names = (await readdir(modules)).filter((name) => !name.startsWith('.'))
  expect(names).toEqual(['@returning-kit'])
  const bytes = await bytesIn(modules)
  console.log(`${(bytes / 1e6).toFixed(1)} MB.`)
  expect(bytes).toBeLessThan(4_000_000)
})

it('contains the license of each bundled package', async () => {
  const licenses = join(project, 'node_modules/@returning-kit/mock/dist/LICENSES.md')
  const content = await readFile(licenses, 'utf8')
  for (const name of ['@stoplight/prism-http', 'ajv', 'lodash', 'yaml', '@faker-js/faker']) {
    expect(content).toContain(`# ${name} `)
  }
  const sections = content.split(/^# /m).slice(1)
  expect(sections.length).toBeGreaterThan(50)
  expect(sections.filter((section) => !/copyright|licen[cs]e/i.test(section))).toEqual([])
})

it.each<[string, string, Record<string, string>, number, RegExp]>([
  ['a legal request', users, bearer, 200, /"displayName":"Admin"/],
  ['a request without a credential', users, {}, 401, /Unauthorized/],
  ['an illegal request', `${users}?limit=0`, bearer, 400, /./],
  ['a request for a status', users, { ...bearer, prefer: 'code=404' }, 404, /./],
  ['a request for generated data', users, { ...bearer, prefer: 'dynamic=true' }, 200, /"data":\[/],
  ['a path of no operation', '/nowhere', bearer, 404, /NO_PATH_MATCHED/],
])('responds to %s', async (_, path, headers, status, body) => {
  const response = await fetch(url + path, { headers })
  expect([response.status, await response.text()]).toEqual([status, expect.stringMatching(body)])
})

it('generates the data of the workspace from a seed', async () => {
  const headers = { ...bearer, prefer: 'dynamic=true, seed=7' }
  const program = `import { createMock } from './src/index.ts'
const init = { headers: ${JSON.stringify(headers)} }
const response = await createMock().fetch('https://any.example${users}', init)
process.stdout.write(await response.text())`
  const args = ['--conditions=@repo/source', '--input-type=module', '--eval', program]
  const cwd = join(root, 'packages/mock')
  const expected = await runOrThrow({ cwd }, process.execPath, ...args)
  expect(await (await fetch(url + users, { headers })).text()).toBe(expected)
})

it('prints its version, and serves a file of another contract', async () => {
  const bin = join(project, 'node_modules/.bin/returning-kit-mock')
  const version = await runOrThrow({ cwd: project }, process.execPath, bin, '--version')
  const manifest = join(project, 'node_modules/@returning-kit/mock/package.json')
  expect(version.trim()).toBe(JSON.parse(await readFile(manifest, 'utf8')).version)
  const document = `openapi: 3.0.3
info: { title: Other, version: '1' }
paths:
  /pets:
    get:
      operationId: listPets
      responses:
        '200':
          description: Pets.
          content: { application/json: { schema: { type: array, items: { type: string } } } }
`
  await writeFile(join(project, 'pets.yaml'), document)
  const program = `import { startMock } from '@returning-kit/mock'
const mock = await startMock({ port: 0, spec: 'pets.yaml' })
console.log(await (await fetch(mock.url + '/pets')).text())
await mock.stop()`
  const args = ['--input-type=module', '--eval', program]
  expect(await runOrThrow({ cwd: project }, process.execPath, ...args)).toBe('["string"]\n')
})
