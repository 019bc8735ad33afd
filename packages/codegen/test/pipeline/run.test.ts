import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { ContractError } from '../../src/load/problem.ts'
import { folderJob } from '../../src/pipeline/job.ts'
import { reportText } from '../../src/pipeline/report.ts'
import { runPipeline } from '../../src/pipeline/run.ts'
import { cli, run } from '../cli/run.ts'

let folder: string
const started: ChildProcess[] = []

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'generate-'))
  await mkdir(join(folder, 'paths'))
  // Only a project has a cache.
  await write('package.json', '{}')
  await write('openapi.yaml', root)
  await write('paths/users.yaml', users('listUsers'))
})
afterEach(async () => {
  for (const child of started.splice(0)) child.kill()
  await rm(folder, { recursive: true })
})

const root = `openapi: 3.1.0
info: { title: Test, version: '1' }
servers: [{ url: https://api.example.com }]
paths:
  /users:
    $ref: paths/users.yaml
`

const users = (id: string, status = '200') => `get:
  operationId: ${id}
  parameters:
    - { name: page, in: query, schema: { type: integer } }
  responses:
    '${status}':
      description: Fine.
      content:
        application/json:
          schema: { type: array, items: { type: string } }
`

const write = (name: string, text: string) => writeFile(join(folder, name), text)
const args = (...more: string[]) => [
  'generate',
  '--spec',
  join(folder, 'openapi.yaml'),
  '--out',
  join(folder, 'out'),
  ...more,
]

const generate = (...more: string[]) => run(folder, ...args(...more))

async function report(options?: { strict: boolean }): Promise<string> {
  const job = folderJob(join(folder, 'openapi.yaml'), join(folder, 'out'), options)
  return reportText(job, await runPipeline(job), 0).replaceAll(`${folder}/`, '')
}

async function written(): Promise<Record<string, string>> {
  const all = await readdir(join(folder, 'out'), { recursive: true }).catch(() => [])
  const names = all.filter((name) => /\.\w+$/.test(name)).sort()
  return Object.fromEntries(
    await Promise.all(
      names.map(async (name) => [name, await readFile(join(folder, 'out', name), 'utf8')]),
    ),
  )
}

it('reports each step with its time, and each file with what changed in it', async () => {
  const first = await generate()
  expect(first).toMatchObject({ code: 0, stderr: '' })
  const steps = [...first.stdout.matchAll(/^ {2}(\w+) +\d+\.\d\d s /gm)].map(([, step]) => step)
  expect(steps).toEqual(['lint', 'types', 'operations', 'validators', 'docs'])
  expect(first.stdout).toContain('new        out/operations.gen.ts')
  expect(first.stdout).toContain('openapi.yaml (2 files, sha256 ')
  expect(first.stdout).toContain('1 operation, 2 validators; 14 of 14 files changed')

  expect(await readdir(join(folder, 'node_modules/.cache/returning-kit'))).toHaveLength(1)
  expect((await generate()).stdout).toBe('openapi.yaml: nothing changed since the last run\n')

  await write('paths/users.yaml', users('readUsers'))
  const { stdout } = await generate()
  expect(stdout).toMatch(
    /changed {4}out\/operations\/untagged\.gen\.ts \(\+\d+ -\d+ lines: \+ReadUsersInput \+ReadUsersResponse \+ReadUsersResult \+readUsers /,
  )
  expect(stdout).toContain('unchanged  out/schemas.gen.ts')
  expect(stdout).toMatch(
    /changed {4}out\/validators\/operations\/untagged\.gen\.ts \(\+\d+ -\d+ lines: /,
  )
  expect(Object.keys(await written()).filter((name) => /listUsers/i.test(name))).toEqual([])
})

it('counts a single file in the singular', async () => {
  await write('openapi.yaml', root.replace('$ref: paths/users.yaml', 'summary: Users'))
  expect(await report()).toContain('openapi.yaml (1 file, sha256 ')
})

it('rewrites a file that was edited by hand', async () => {
  await report()
  const before = await written()
  await write('out/client.gen.ts', 'export {}\n')
  expect((await generate()).stdout).toContain('changed    out/client.gen.ts')
  expect(await written()).toEqual(before)
})

it.each([
  [
    'invalid YAML',
    'openapi.yaml',
    root.replace('paths:', ' paths:'),
    'openapi.yaml:4:2 This is not valid YAML or JSON: bad',
  ],
  [
    'a reference to a missing file',
    'openapi.yaml',
    root.replace('users.yaml', 'none.yaml'),
    "openapi.yaml:6:5 Can't resolve $ref: ENOENT",
  ],
  [
    'a mistake in another file',
    'paths/users.yaml',
    users('x').replace('in: query', 'in: body'),
    'paths/users.yaml:4:25 `in`',
  ],
  [
    'Swagger 2',
    'openapi.yaml',
    root.replace('openapi: 3.1.0', "swagger: '2.0'"),
    'openapi.yaml:1:1 This is Swagger 2.0; OpenAPI 3.0, 3.1 and 3.2 are supported. Convert it first: `npx @scalar/cli document upgrade',
  ],
  [
    'another version',
    'openapi.yaml',
    root.replace('3.1.0', '4.0.0'),
    'openapi.yaml:1:1 This is not an OpenAPI 3.0, 3.1 or 3.2 document',
  ],
  ['an empty file', 'openapi.yaml', '', 'openapi.yaml:1:1 This is not an OpenAPI'],
])('reports file, line and column of %s, and writes no files', async (_, file, text, message) => {
  await mkdir(join(folder, 'out'))
  await write('out/client.gen.ts', '// Of an earlier run.\n')
  const before = await written()
  await write(file, text)
  const error = await report({ strict: true }).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(ContractError)
  expect((error as ContractError).message.replaceAll(`${folder}/`, '')).toContain(message)
  expect(await written()).toEqual(before)
})

it('exits with status 2 and reports the location of the problem', async () => {
  await write('openapi.yaml', root.replace('paths:', ' paths:'))
  const { code, stdout, stderr } = await generate()
  expect(stderr).toMatch(
    /^openapi\.yaml:4:\d+ This is not valid YAML or JSON: .*\nNo files were written\.\n$/,
  )
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(await written()).toEqual({})
})

it('reports the skipped operations of a foreign document with their locations', async () => {
  await write(
    'paths/users.yaml',
    users('listUsers').replace('page, in: query', 'page, in: query, style: label'),
  )
  expect(await report()).toMatch(
    /Skipped or mended:\n {2}\S*paths\/users\.yaml:1:1 listUsers has the query parameter page in the style label/,
  )
  expect((await written())['operations.gen.ts']).not.toContain('listUsers')
})

it('skips a schema that does not compile and those that refer to it, but no others', async () => {
  const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` })
  const schemas = {
    Wrong: { type: 'text' },
    Holder: { type: 'object', properties: { wrong: ref('Wrong') } },
    Fine: { type: 'object', properties: { self: ref('Fine') } },
    Holders: { type: 'array', items: ref('Holder') },
    Alias: ref('Fine'),
    Aliases: { type: 'array', items: ref('Alias') },
  }
  const document = {
    openapi: '3.1.0',
    info: { title: 'Test', version: '1' },
    paths: {},
    components: { schemas },
  }
  await write('openapi.json', JSON.stringify(document, null, 2))
  const job = folderJob(join(folder, 'openapi.json'), join(folder, 'out'))
  const { skipped } = await runPipeline(job)
  const problem = (name: string) =>
    expect.stringMatching(`^the schema ${name} has no validator: type "text" is not a type`)
  expect(skipped.map(({ message }) => message)).toEqual([
    problem('Wrong'),
    problem('Holder'),
    problem('Holders'),
  ])
  expect(skipped.map(({ line }) => line)).toEqual([10, 13, 29])
  const files = await written()
  const names = Object.keys(files).filter((file) => file.startsWith('validators/schemas/'))
  expect(names).toEqual(['validators/schemas/other.gen.ts'])
  expect(files['validators/schemas.gen.ts']).toContain('{ Alias, Aliases, Fine }')
  expect(files['validators/schemas.gen.ts']).not.toMatch(/Wrong|Holder/)
  expect(files['validators/schemas/other.gen.ts']).not.toMatch(/Wrong|Holder/)
})

it('warns of a pattern that takes more than linear time, with its location', async () => {
  const schemas = {
    Fast: { type: 'string', pattern: '^[a-z0-9-]+$' },
    Slow: { type: 'string', pattern: '^(a+)+$' },
    Map: { type: 'object', patternProperties: { '^x*x*x*$': {} } },
  }
  const document = {
    openapi: '3.1.0',
    info: { title: 'Test', version: '1' },
    paths: {},
    components: { schemas },
  }
  await write('openapi.json', JSON.stringify(document, null, 2))
  const job = folderJob(join(folder, 'openapi.json'), join(folder, 'out'))
  const { remarks, skipped } = await runPipeline(job)
  expect(remarks.map(({ line, message }) => [line, message.slice(0, 46)])).toEqual([
    [21, 'the pattern ^x*x*x*$ takes polynomial time for'],
  ])
  expect(skipped.map(({ line, message }) => [line, message.slice(0, 46)])).toEqual([
    [16, 'the pattern ^(a+)+$ takes exponential time for'],
  ])
})

it.each([
  ['a duplicate key', '"info": {', '"info": {},\n  "info": {', 'openapi.json:4:'],
  ['invalid JSON', '"info": {', '"info" {', 'openapi.json:3:'],
])('reports line and column of %s', async (_, find, replace, place) => {
  const text = JSON.stringify(
    { openapi: '3.1.0', info: { title: 'Test', version: '1' }, paths: {} },
    null,
    2,
  )
  await write('openapi.json', text)
  const job = folderJob(join(folder, 'openapi.json'), join(folder, 'out'))
  expect((await runPipeline(job)).operations).toBe(0)
  await write('openapi.json', text.replace(find, replace))
  await expect(runPipeline(job)).rejects.toThrow(`${place}`)
})

it('leaves no files when one of them cannot be written', async () => {
  await report()
  const before = await written()
  // A folder has the temporary name of the last file.
  await mkdir(join(folder, 'out/operations.md.new/taken'), { recursive: true })
  await write('paths/users.yaml', users('readUsers'))
  await expect(report()).rejects.toThrow('EISDIR')
  await rm(join(folder, 'out/operations.md.new'), { recursive: true, force: true })
  expect(await written()).toEqual(before)
})

it('generates again after a change with --watch, also after an error', async () => {
  const child = spawn(process.execPath, [cli, ...args('--watch')], { cwd: folder })
  started.push(child)
  const lines: string[] = []
  const waiting: { find: string; done: () => void }[] = []
  const onLine = (line: string) => {
    lines.push(line)
    for (const { find, done } of waiting) if (line.includes(find)) done()
  }
  const until = (find: string) => new Promise<void>((done) => waiting.push({ find, done }))
  createInterface(child.stdout).on('line', onLine)
  createInterface(child.stderr).on('line', onLine)
  await until('Watching for changes.')
  const afterError = until('Watching for changes.')
  await write('paths/users.yaml', 'get: [\n')
  await afterError
  expect(lines.join('\n')).toContain('paths/users.yaml:2:1 ')
  const afterFix = until('Watching for changes.')
  await write('paths/users.yaml', users('readUsers'))
  await afterFix
  expect((await written())['operations/untagged.gen.ts']).toContain('export function readUsers(')
  child.kill()
  await once(child, 'exit')
})
