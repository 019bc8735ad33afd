import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Config } from '../../src/config/config.ts'
import { readUrl } from '../../src/load/read-url.ts'
import { folderJob } from '../../src/pipeline/job.ts'
import { runPipeline } from '../../src/pipeline/run.ts'

let folder: string
const servers: Server[] = []
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'urls-'))
})
afterEach(async () => {
  for (const server of servers.splice(0)) server.close()
  await rm(folder, { recursive: true })
})

type Handler = (request: IncomingMessage, response: ServerResponse) => void

async function serve(handler: Handler): Promise<string> {
  const server = createServer(handler).listen(0, '127.0.0.1')
  servers.push(server)
  await new Promise((resolve) => server.once('listening', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const contract = (schema: string) => `openapi: 3.1.0
info: { title: Pets, version: '1' }
servers: [{ url: https://api.example.com }]
paths:
  /pets:
    get:
      operationId: listPets
      responses:
        '200':
          description: Fine
          content: { application/json: { schema: ${schema} } }
`

const generate = (spec: string, config: Partial<Config> = {}) =>
  runPipeline(folderJob(spec, join(folder, 'out'), config))
const operations = () => readFile(join(folder, 'out/operations/untagged.gen.ts'), 'utf8')

it('reads a document and its references from one host, with the headers', async () => {
  const seen: (string | undefined)[] = []
  const url = await serve(({ url: path, headers }, response) => {
    seen.push(headers['x-api-key'] as string | undefined)
    const isRoot = path === '/v1/api.yaml'
    response.end(isRoot ? contract(`{ $ref: 'pet.yaml' }`) : 'title: Pet\ntype: string\n')
  })
  await generate(`${url}/v1/api.yaml`, { headers: { 'x-api-key': 'fake-key' } })
  expect(await operations()).toContain('listPets')
  expect(seen).toEqual(['fake-key', 'fake-key'])
})

it('names the URL, line and column of a mistake', async () => {
  const url = await serve((_, response) => response.end('openapi: 3.1.0\ninfo: [\n'))
  await expect(generate(`${url}/api.yaml`)).rejects.toThrow(
    /^http:\/\/127\.0\.0\.1:\d+\/api\.yaml:\d+:\d+ This is not valid YAML/,
  )
})

it('reports a response that is no document, and a host that is not there', async () => {
  const url = await serve((_, response) => response.writeHead(403).end())
  await expect(generate(`${url}/api.yaml`)).rejects.toThrow('responded with status 403.')
  await expect(generate('http://127.0.0.1:1/api.yaml')).rejects.toThrow('cannot be reached:')
})

it('rejects a reference to a host that is not allowed', async () => {
  const requests: string[] = []
  const other = await serve(({ headers }, response) => {
    requests.push(String(headers['x-api-key']))
    response.end('type: string')
  })
  const url = await serve((_, response) => response.end(contract(`{ $ref: '${other}/pet.yaml' }`)))
  const config = { headers: { 'x-api-key': 'fake-key' } }
  await expect(generate(`${url}/api.yaml`, config)).rejects.toThrow('Add the host to allowHosts')
  expect(requests).toEqual([])
  await generate(`${url}/api.yaml`, { ...config, allowHosts: [new URL(other).host] })
  // Another host gets no credentials.
  expect(requests).toEqual(['undefined'])
})

it('rejects a redirect to a host that is not allowed', async () => {
  const other = await serve((_, response) => response.end(contract('{ type: string }')))
  const url = await serve((_, response) =>
    response.writeHead(302, { location: `${other}/api.yaml` }).end(),
  )
  await expect(generate(`${url}/api.yaml`)).rejects.toThrow(`${new URL(other).host} is not allowed`)
  await generate(`${url}/api.yaml`, { allowHosts: [new URL(other).host] })
  expect(await operations()).toContain('listPets')
})

it('ends a circle of redirects', async () => {
  const url = await serve((_, response) => response.writeHead(302, { location: '/again' }).end())
  await expect(generate(`${url}/api.yaml`)).rejects.toThrow('redirects more than 5 times')
})

it('downloads a text again only if its ETag has changed', async () => {
  let etag = '"1"'
  const statuses: number[] = []
  const url = await serve(({ headers }, response) => {
    const status = headers['if-none-match'] === etag ? 304 : 200
    statuses.push(status)
    response.writeHead(status, { etag }).end(status === 200 ? `text of ${etag}` : undefined)
  })
  const access = { hosts: [new URL(url).host], cacheFolder: join(folder, 'cache') }
  const bodies: string[] = []
  for (const next of ['"1"', '"1"', '"2"', '"2"']) {
    etag = next
    bodies.push((await readUrl(`${url}/api.yaml`, access)).body)
  }
  expect(statuses).toEqual([200, 304, 200, 304])
  expect(bodies).toEqual(['text of "1"', 'text of "1"', 'text of "2"', 'text of "2"'])
})
