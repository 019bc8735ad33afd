import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { on, once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { contract } from './contract.ts'
import { cli } from './run.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'watch-url-'))
})
afterEach(() => rm(folder, { recursive: true }))

const read = (name: string) => readFile(join(folder, name), 'utf8')

it('generates again under --watch when a document at a URL has changed', async () => {
  let text = contract('listPets')
  let isDown = false
  const conditions: (string | undefined)[] = []
  const server = createServer(({ headers }, response) => {
    const etag = `"${createHash('sha256').update(text).digest('hex')}"`
    conditions.push(headers['if-none-match'])
    if (isDown) response.writeHead(503).end()
    else if (headers['if-none-match'] === etag) response.writeHead(304).end()
    else response.writeHead(200, { etag }).end(text)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const spec = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api.yaml`
  const args = ['generate', '--spec', spec, '--out', 'out', '--watch', '--interval', '0.05']
  const child = spawn(process.execPath, [cli, ...args], { cwd: folder })
  const lines = createInterface(child.stdout)
  const problems = createInterface(child.stderr)
  let runs = 0
  const watching = async () => {
    for await (const [line] of on(lines, 'line')) if (line === 'Watching for changes.') break
    runs += 1
  }
  const polled = async (count: number) => {
    const until = conditions.length + count
    while (conditions.length < until) await once(server, 'request')
  }
  try {
    await watching()
    expect(await read('out/operations/untagged.gen.ts')).toContain('listPets')
    const next = watching()
    await polled(3)
    expect([runs, conditions.at(-1)]).toEqual([1, expect.stringMatching(/^"[0-9a-f]{64}"$/)])
    const problem = once(problems, 'line')
    isDown = true
    expect(await problem).toEqual([expect.stringContaining('responded with status 503.')])
    await polled(2)
    isDown = false
    await polled(2)
    expect(runs).toBe(1)
    text = contract('everyPet')
    await next
    expect(await read('out/operations/untagged.gen.ts')).toContain('everyPet')
  } finally {
    child.kill()
    await once(child, 'exit')
    server.closeAllConnections()
    server.close()
  }
})
