import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { ContractError, startMock } from '../../src/index.ts'

const requested: string[] = []
const server = createServer(({ url = '' }, response) => {
  requested.push(url)
  const body = files[url]
  if (url === '/moved') response.writeHead(302, { location: 'http://localhost:9/elsewhere' }).end()
  else response.writeHead(body === undefined ? 404 : 200).end(body)
})
server.listen(0, '127.0.0.1')
await once(server, 'listening')
const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
const folder = await mkdtemp(join(tmpdir(), 'returning-kit-'))
afterAll(async () => {
  server.close()
  await rm(folder, { recursive: true })
})

const files: Readonly<Record<string, string>> = {
  '/shared/order.yaml': `
type: object
required: [id]
properties:
  id: { type: string, examples: ['o-1'] }
  lines: { $ref: 'more/lines.json#/Lines' }
`,
  '/shared/more/lines.json': JSON.stringify({
    Lines: { type: 'array', items: { type: 'integer' }, example: [7] },
  }),
  '/local': '{ $ref: file:///etc/hostname }',
  '/other': '{ $ref: "http://localhost:9/x.yaml" }',
}

async function start(reference: string, allowHosts: readonly string[] = [host]) {
  const spec = join(folder, 'orders.yaml')
  await writeFile(
    spec,
    `openapi: 3.2.0
info: { title: Orders, version: '1' }
paths:
  /order:
    get:
      responses:
        '200':
          description: An order.
          content: { application/json: { schema: { $ref: '${reference}' } } }
`,
  )
  return startMock({ port: 0, spec, allowHosts })
}

it('follows references to hosts that are allowed, and from there relative ones', async () => {
  await using mock = await start(`http://${host}/shared/order.yaml`)
  const response = await fetch(`${mock.url}/order`)
  expect(await response.json()).toEqual({ id: 'o-1', lines: [7] })
  expect(requested).toEqual(['/shared/order.yaml', '/shared/more/lines.json'])
})

it.each([
  [
    'a host that is not allowed',
    [],
    '/shared/order.yaml',
    /Reading from 127.+ Add the host to allowHosts/,
  ],
  [
    'a host that an allowed one refers to',
    [host],
    '/other',
    /Reading from localhost:9 is not allowed/,
  ],
  ['a redirect to another host', [host], '/moved', /Reading from localhost:9 is not allowed/],
  [
    'a file that a host refers to',
    [host],
    '/local',
    /refers to file:.*, which is not a document of/,
  ],
  ['a status without a document', [host], '/missing', /responded with status 404/],
])('rejects %s', async (_, allowHosts, path, message) => {
  const before = requested.length
  const starting = start(`http://${host}${path}`, allowHosts)
  await expect(starting).rejects.toThrow(message)
  await expect(starting).rejects.toBeInstanceOf(ContractError)
  if (allowHosts.length === 0) expect(requested).toHaveLength(before)
})
