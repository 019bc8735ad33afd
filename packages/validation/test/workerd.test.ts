import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bundle } from '@repo/testing/bundle'
import { expect, it } from 'vitest'
import { expectedResults } from './program.ts'

// The package has no types; it exports the path of its executable.
const { default: workerd } = createRequire(import.meta.url)('workerd') as { default: string }

const config = `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = .worker)],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
const worker :Workerd.Worker = (
  modules = [(name = "worker.js", esModule = embed "worker.js")],
  compatibilityDate = "2026-01-01",
);
`

it('runs in workerd', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'workerd-'))
  const worker = await bundle(
    `
    import { program } from './program.ts'
    export default { fetch: async () => Response.json(await program()) }`,
    import.meta.dirname,
  )
  await writeFile(join(folder, 'config.capnp'), config)
  await writeFile(join(folder, 'worker.js'), worker)
  const server = spawn(workerd, ['serve', '--control-fd=3', join(folder, 'config.capnp')], {
    stdio: ['ignore', 'inherit', 'inherit', 'pipe'],
  })
  try {
    const port = await new Promise<number>((resolve, reject) => {
      server.once('error', reject)
      server.once('exit', (code) => reject(new Error(`workerd exited with ${code}`)))
      server.stdio[3]?.once('data', (line: Buffer) =>
        resolve(JSON.parse(String(line).split('\n')[0] ?? '').port as number),
      )
    })
    const response = await fetch(`http://127.0.0.1:${port}/`)
    expect(await response.json()).toEqual(expectedResults)
  } finally {
    server.removeAllListeners('exit')
    server.kill()
    await rm(folder, { recursive: true })
  }
})
