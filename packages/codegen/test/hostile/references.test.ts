import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { folderJob } from '../../src/pipeline/job.ts'
import { runPipeline } from '../../src/pipeline/run.ts'

const schema = 'type: object\nproperties: { found: { type: string } }\n'
let folder: string
let url: string
let requests: string[] = []

const server = createServer((request, response) => {
  requests.push(request.url ?? '')
  response.writeHead(200, { 'content-type': 'application/yaml' }).end(schema)
})

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'references-'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  await mkdir(join(folder, 'api/inside'), { recursive: true })
  await mkdir(join(folder, 'api2'))
  for (const file of ['outside.yaml', 'api/inside/schema.yaml', 'api2/schema.yaml']) {
    await writeFile(join(folder, file), schema)
  }
  await symlink(join(folder, 'outside.yaml'), join(folder, 'api/link.yaml'))
})
beforeEach(() => {
  requests = []
})
afterAll(async () => {
  server.closeAllConnections()
  server.close()
  await rm(folder, { recursive: true })
})

async function schemasOf(ref: string, allowFolders: readonly string[] = []): Promise<string> {
  const file = join(folder, 'api/openapi.yaml')
  const text = `openapi: 3.1.0\ninfo: { title: T, version: '1' }\npaths: {}\ncomponents:\n  schemas:\n    A: { $ref: '${ref}' }\n`
  await writeFile(file, text)
  await runPipeline(folderJob(file, join(folder, 'out'), { allowFolders }))
  return readFile(join(folder, 'out/schemas.gen.ts'), 'utf8')
}

it.each<[string, () => string]>([
  ['a file of the parent folder', () => '../outside.yaml'],
  ['a folder with a longer name', () => '../api2/schema.yaml'],
  ['an absolute path', () => join(folder, 'outside.yaml')],
  ['a URL of a file', () => pathToFileURL(join(folder, 'outside.yaml')).href],
  ['a link to a file outside', () => './link.yaml'],
  ['a URL with data', () => 'data:application/yaml,type: object'],
])('rejects a reference to %s, with its place', async (_, ref) => {
  await expect(schemasOf(ref())).rejects.toThrow(
    /openapi\.yaml:6:\d+ .* is outside of the folder of the document\. Add its folder to allowFolders/s,
  )
})

it('rejects a reference to a URL without a request', async () => {
  await expect(schemasOf(`${url}/schema.yaml`)).rejects.toThrow(
    /openapi\.yaml:6:\d+ .*Reading from 127\.0\.0\.1:\d+ is not allowed/s,
  )
  expect(requests).toEqual([])
})

it('reads a file of the folder of the document', async () => {
  expect(await schemasOf('./inside/schema.yaml')).toContain('found?: string')
})

it('reads what is allowed', async () => {
  const outside = join(folder, 'outside.yaml')
  expect(await schemasOf('../outside.yaml', [outside])).toContain('found?: string')
  expect(await schemasOf('../api2/schema.yaml', [join(folder, 'api2')])).toContain('found')
})
