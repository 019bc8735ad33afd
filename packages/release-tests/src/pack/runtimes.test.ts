import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { bundled, runtimes, runWorker } from './runtimes.ts'

const project = inject('project')
let mock: ChildProcessByStdio<Writable, Readable, null>
let base: string

beforeAll(async () => {
  for (const name of [
    'program.js',
    'start.js',
    'worker.js',
    'serve.js',
    'one-call.js',
    'webhooks.js',
  ]) {
    await cp(join(import.meta.dirname, name), join(project, name))
  }
  mock = spawn(process.execPath, ['serve.js'], { cwd: project, stdio: ['pipe', 'pipe', 'inherit'] })
  for await (const line of createInterface(mock.stdout)) {
    base = line
    break
  }
})
afterAll(async () => {
  const ended = once(mock, 'exit')
  mock.stdin.end()
  await ended
})

it('runs on the Node 24 of the workspace', () => {
  expect(process.version).toMatch(/^v24\./)
})

it.each(Object.entries(runtimes))(
  '%s runs the small program against the packed mock',
  async (_, runtime) => {
    expect(await runtime(project, base)).toEqual({
      valid: true,
      name: 'Admin',
      names: ['Admin', 'User'],
      missing: [false, 404],
      thrown: 404,
      refused: true,
      webhooks: { statuses: [200, 200, 401], handled: [{ user: 1 }] },
    })
  },
)

it('runs every validator in workerd, which forbids eval', async () => {
  const source = join(import.meta.dirname, '../../../validation/test/program.ts')
  await cp(source, join(project, 'validators.ts'))
  await writeFile(
    join(project, 'validators-worker.js'),
    `import { expectedResults, program } from './validators.ts'
export default { fetch: async () => Response.json({ result: await program(), expectedResults }) }
`,
  )
  const { result, expectedResults } = (await runWorker(project, 'validators-worker.js')) as Record<
    string,
    Record<string, unknown>
  >
  expect(Object.keys(expectedResults ?? {})).toContain('thrown')
  expect(result).toEqual(expectedResults)
})

it('bundles a page that makes one call into less than 11 kB', async () => {
  const code = await bundled(project, 'one-call.js', 'one-call.bundle.js')
  expect(gzipSync(code).byteLength).toBeLessThan(11_000)
})
