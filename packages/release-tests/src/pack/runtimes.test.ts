import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { bundleFile, runtimes } from './runtimes.ts'

const project = inject('project')
let mock: ChildProcessByStdio<Writable, Readable, null>
let base: string

beforeAll(async () => {
  for (const name of ['program.js', 'start.js', 'worker.js', 'serve.js', 'one-call.js']) {
    await cp(join(import.meta.dirname, name), join(project, name))
  }
  mock = spawn(process.execPath, ['serve.js'], { cwd: project, stdio: ['pipe', 'pipe', 'inherit'] })
  for await (const line of createInterface(mock.stdout)) {
    base = line
    break
  }
})
afterAll(async () => {
  const exited = once(mock, 'exit')
  mock.stdin.end()
  await exited
})

it('runs in Node 24 of the workspace', () => {
  expect(process.version).toMatch(/^v24\./)
})

it.each(Object.entries(runtimes))(
  '%s runs the program against the packed mock',
  async (_, runtime) => {
    expect(await runtime(project, base)).toEqual({
      valid: true,
      name: 'Admin',
      names: ['Admin', 'User'],
      missing: [false, 404],
      thrown: 404,
      rejected: true,
    })
  },
)

it('adds less than 11 kB to a page that makes one call', async () => {
  const code = await bundleFile(project, 'one-call.js', 'one-call.bundle.js')
  expect(gzipSync(code).byteLength).toBeLessThan(11_000)
})
