import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { contract } from '../../src/generated/contract.gen.ts'
import { headers, jsonHeaders, models, users } from '../helpers.ts'

const manifest = createRequire(import.meta.url).resolve('@stoplight/prism-cli/package.json')
const prismCli = join(dirname(manifest), 'dist/index.js')
const filter = '/apis/v1/users/filter'
const fields = `/apis${users.replace(/users$/, 'user-fields')}`

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

const valid = JSON.stringify({ field: 'userLevel', name: 'Level', type: 'numerical' })
const post = (body: string, more = {}): RequestInit => ({
  method: 'POST',
  headers: { ...jsonHeaders, ...more },
  body,
})

const statuses = models.find(({ id }) => id === 'listCommunityUsers')?.operationObject.responses
const samples: [string, string, RequestInit?][] = [
  ['a legal request', fields, { headers }],
  ['a legal request with a body', fields, post(valid)],
  ['a legal request with a path parameter', '/v1/products/507f1f77bcf86cd799439031', { headers }],
  ...Object.keys(statuses ?? {})
    .filter((status) => !status.startsWith('2'))
    .map((status): [string, string, RequestInit] => [
      `a request for ${status}`,
      users,
      { headers: { ...headers, prefer: `code=${status}` } },
    ]),
  ['a request for an undeclared status', users, { headers: { ...headers, prefer: 'code=418' } }],
  ['a request for an unknown example', users, { headers: { ...headers, prefer: 'example=x' } }],
  ['no credential', users],
  ['an empty credential', users, { headers: { authorization: '' } }],
  ['an invalid path parameter', users.replace(/\w+\/users/, 'x/users'), { headers }],
  ['an invalid query parameter', `${users}?page=one`, { headers }],
  ['a number below its minimum', `${users}?limit=0`, { headers }],
  ['an invalid property', fields, post(JSON.stringify({ field: 5, name: 'x', type: 'text' }))],
  ['a missing property', fields, post('{}')],
  ['a missing body', fields, { method: 'POST', headers }],
  ['a body of another media type', fields, post('x', { 'content-type': 'text/plain' })],
  ['an array instead of an object', filter, post('[]')],
  ['a media type that no response has', users, { headers: { ...headers, accept: 'text/html' } }],
  ['a path of no operation', '/nowhere', { headers }],
  ['a method of no operation', users, { method: 'DELETE', headers }],
]

describe('prism-cli and the mock respond the same to', () => {
  let url: string
  let stop: () => Promise<void>
  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'returning-kit-'))
    const file = join(folder, 'contract.json')
    await writeFile(file, JSON.stringify(contract))
    const port = await freePort()
    url = `http://127.0.0.1:${port}`
    const child = spawn(process.execPath, [prismCli, 'mock', file, '--port', String(port)])
    const exit = once(child, 'exit')
    stop = async () => {
      child.kill('SIGTERM')
      await exit
      await rm(folder, { recursive: true })
    }
    for await (const line of createInterface({ input: child.stdout })) {
      if (line.includes('Prism is listening')) break
    }
    child.stdout.resume()
  }, 60_000)
  afterAll(() => stop())

  it.each(samples)('%s', async (_, path, init) => {
    const [fromPrism, fromMock] = await Promise.all(
      [url, inject('mockUrl')].map(async (base) => {
        const response = await fetch(base + path, init)
        const type = response.headers.get('content-type')?.split(';')[0]
        return { status: response.status, type, body: await response.text() }
      }),
    )
    expect(fromMock).toEqual(fromPrism)
  })
})
