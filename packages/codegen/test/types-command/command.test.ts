import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Ended, runOpenapiTypescript, runTypes, runTypesProcess } from './processes.ts'

const documents = join(import.meta.dirname, 'documents')
let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'types-command-'))
  await cp(documents, folder, { recursive: true })
})

afterEach(() => rm(folder, { recursive: true }))

const read = (file: string) => readFile(join(folder, file), 'utf8')

// Runs both commands, in folders of their own. Only with a standard input `types` has a process of
// its own, which has no TypeScript.
async function runBoth(args: readonly string[], stdin?: string): Promise<[Ended, Ended]> {
  const other = join(folder, 'openapi-typescript')
  await cp(documents, other, { recursive: true })
  const redocly = await read('redocly.yaml').catch(() => undefined)
  if (redocly !== undefined) await writeFile(join(other, 'redocly.yaml'), redocly)
  return Promise.all([
    stdin === undefined ? runTypes(folder, args) : runTypesProcess(folder, args, stdin),
    runOpenapiTypescript(other, args, stdin),
  ])
}

it.each([
  [['enums.yaml']],
  [['./files/root.yaml', '--root-types', '-t']],
  [['objects.yaml', '--default-non-nullable', 'false', '--read-write-markers', '--enum=false']],
])('prints what openapi-typescript prints for %s', async (args) => {
  const [types, openapiTypescript] = await runBoth(args)
  expect(types).toEqual({ ...openapiTypescript, stderr: '' })
  expect(types.stdout).toContain('components')
})

it.each(['enums.yaml', 'files/root.yaml'])('reads %s from stdin', async (file) => {
  const document = (await read(file)).replaceAll(
    /\$ref: '?((?:schemas|paths)[^'}\s]*)'?/g,
    "$ref: 'files/$1'",
  )
  const [types, openapiTypescript] = await runBoth(['--enum'], document)
  expect(types).toEqual({ ...openapiTypescript, stderr: '' })
  expect(types.stdout).not.toBe('')
})

it('reads JSON from stdin', async () => {
  const [types, openapiTypescript] = await runBoth(
    [],
    '{"openapi":"3.1.0","info":{"title":"A","version":"1"},"paths":{"/a":{}}}',
  )
  expect(types.stdout).toBe(openapiTypescript.stdout)
})

it('writes a file in a new folder, then finds it up to date, then outdated', async () => {
  const [types] = await runBoth(['paths.yaml', '-o', 'src/new folder/api.ts'])
  expect(types).toMatchObject({ exitCode: 0, stdout: 'paths.yaml → src/new folder/api.ts\n' })
  expect(await read('src/new folder/api.ts')).toBe(
    await read('openapi-typescript/src/new folder/api.ts'),
  )

  const check = ['paths.yaml', '-o', 'src/new folder/api.ts', '--check']
  expect(await runTypes(folder, check)).toEqual({ exitCode: 0, stdout: '', stderr: '' })
  const stale = await runTypes(folder, [...check, '--immutable'])
  expect(stale.exitCode).toBe(1)
  expect(stale.stderr).toBe(
    'src/new folder/api.ts is outdated. Run the command without --check to write it.\n',
  )
  const missing = await runTypes(folder, ['paths.yaml', '-o', 'none.ts', '--check'])
  expect(missing.stderr).toContain('none.ts does not exist.')
})

it('reads a document and its references by URL, with the headers of redocly.yaml', async () => {
  const requests: (string | undefined)[] = []
  const server = createServer(async ({ url = '', headers }, response) => {
    requests.push(`${url} ${headers['x-key']}`)
    response.end(await read(`files/${url.slice(1)}`))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const header = `{ name: x-key, matches: '${base}/**', value: fake-key }`
  await writeFile(join(folder, 'redocly.yaml'), `resolve: { http: { headers: [${header}] } }\n`)
  try {
    const [types, openapiTypescript] = await runBoth([`${base}/root.yaml`])
    expect(types.stdout).toBe(openapiTypescript.stdout)
    expect(types.stdout).toContain('listUsers')
    expect(requests).toContain('/schemas/users.yaml fake-key')
  } finally {
    server.close()
  }
})

const apis = `apis:
  enums@v1:
    root: ./enums.yaml
    x-openapi-ts: { output: ./out/enums.ts }
  files:
    root: files/root.yaml
    x-openapi-ts: { output: out/files.ts, exportType: true, root-types: true }
`

it('writes the APIs of redocly.yaml', async () => {
  await writeFile(join(folder, 'redocly.yaml'), apis)
  const [types] = await runBoth(['--enum', '--dedupe-enums'])
  expect(types).toMatchObject({ exitCode: 0, stderr: '' })
  for (const file of ['out/enums.ts', 'out/files.ts']) {
    expect(await read(file)).toBe(await read(`openapi-typescript/${file}`))
  }
  expect(await runTypes(folder, ['--enum', '--dedupe-enums', '--check'])).toMatchObject({
    exitCode: 0,
  })
  await writeFile(join(folder, 'out/files.ts'), '')
  expect(await runTypes(folder, ['--enum', '--dedupe-enums', '--check'])).toMatchObject({
    exitCode: 1,
    stderr: 'out/files.ts is outdated. Run the command without --check to write it.\n',
  })
})

it('reads the configuration that --redocly names, a file or a folder', async () => {
  await mkdir(join(folder, 'config'))
  await writeFile(
    join(folder, 'config/redocly.yaml'),
    apis.replaceAll(/: (\.\/)?(?=enums|files)/g, ': ../'),
  )
  await runTypes(folder, ['-c', 'config'])
  expect(await read('config/out/enums.ts')).toContain('export interface components')
  expect(await runTypes(folder, ['-c', 'config/redocly.yaml', '--check'])).toMatchObject({
    exitCode: 0,
  })
})

it.each([
  [['none.yaml'], 'none.yaml:1:1 ENOENT'],
  [['broken.yaml'], "broken.yaml:3:21 Can't resolve $ref: ENOENT"],
  [['lost.yaml'], "lost.yaml:4:10 Can't resolve $ref at #/components/schemas/A (bundler)\n"],
  [
    ['swagger.yaml'],
    'swagger.yaml:1:1 This is Swagger 2.0; OpenAPI 3 is supported. Convert it first: `npx ',
  ],
  [['yaml.yaml'], 'yaml.yaml:2:1 unexpected end of the stream within a flow collection\n'],
  [
    ['schema.yaml'],
    'schema.yaml:1:1 Expected SchemaObject, received string at #/components/schemas/A',
  ],
  [['future.yaml'], 'future.yaml:1:1 Expected `openapi: 3.x`, received "4.0.0".'],
])('reports a problem of %s with its location', async (args, message) => {
  await writeFile(
    join(folder, 'broken.yaml'),
    "openapi: 3.1.0\ninfo: { title: A, version: '1' }\npaths: { /a: { get: { $ref: none.yaml } } }\n",
  )
  await writeFile(
    join(folder, 'lost.yaml'),
    "openapi: 3.1.0\ninfo: { title: A, version: '1' }\ncomponents: { schemas:\n    { A: { $ref: '#/components/schemas/B' } } }\n",
  )
  await writeFile(
    join(folder, 'schema.yaml'),
    "openapi: 3.1.0\ninfo: { title: A, version: '1' }\npaths: {}\ncomponents: { schemas: { A: { type: array, prefixItems: [number] } } }\n",
  )
  await writeFile(join(folder, 'swagger.yaml'), "swagger: '2.0'\n")
  await writeFile(join(folder, 'yaml.yaml'), 'openapi: [\n')
  await writeFile(join(folder, 'future.yaml'), 'openapi: 4.0.0\n')
  const { exitCode, stdout, stderr } = await runTypes(folder, args)
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
  expect(stderr).toContain(message)
  expect(stderr).not.toContain('    at ')
})

it.each([
  [['enums.yaml', '-o', 'files'], 'The output cannot be written: EISDIR'],
  [['enums.yaml', '-c', 'none.yaml'], 'There is no Redocly configuration at none.yaml.'],
  [['enums.yaml', '-c', 'broken.yaml'], 'The configuration '],
  [['enums.yaml', '-c', 'apis.yaml'], 'The API a has no `x-openapi-ts.output` in '],
  [['enums.yaml', '--check'], 'The option --check needs --output.'],
  [['enums.yaml', '--enumm'], 'The option --enumm is unknown.'],
])('reports wrong usage: %s', async (args, message) => {
  await writeFile(join(folder, 'broken.yaml'), 'apis: [')
  await writeFile(join(folder, 'apis.yaml'), 'apis: { a: { root: enums.yaml } }\n')
  const { exitCode, stdout, stderr } = await runTypes(folder, args)
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
  expect(stderr).toContain(message)
  expect(stderr).not.toContain('    at ')
})
