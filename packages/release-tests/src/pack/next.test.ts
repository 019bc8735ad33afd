import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { inject } from 'vitest'
import type { Receiver } from '../../../webhooks/test/frameworks/receiver.ts'
import { testReceiver } from '../../../webhooks/test/frameworks/receiver-tests.ts'
import { aesKey, otherAesKey } from '../../../webhooks/test/helpers.ts'
import { root, runOrThrow, terminalEnv } from '../shell.ts'
import { installIn } from '../tarballs.ts'
import { packageFolder } from '../tools.ts'

const tarballs = inject('tarballs')

// Next bundles its routes, so the router is in the file of the route. GET returns what handlers got.
const route = `
import { createRouter, encrypted, forNext, memoryStore } from '@returning-kit/webhooks'
const handled = (globalThis.handled ??= [])
const router = createRouter({
  scheme: encrypted({ keys: ${JSON.stringify([aesKey, otherAesKey])} }),
  store: memoryStore(),
  maxBytes: 100_000,
  maxConcurrent: 2000,
})
  .on('userJoinedServer', ({ payload }) => {
    if (payload.fail) throw new Error('The handler failed.')
    handled.push(payload)
  })
  .onUnknown(({ reason, event }) => {
    if (reason === 'event') handled.push(event.name)
  })
export const POST = forNext(router)
// A route that reads the request is not rendered at build time.
export const GET = ({ headers }) => Response.json(headers.has('host') ? handled : [])
`

async function writeApplication(folder: string): Promise<void> {
  const packages = ['core', 'runtime', 'webhooks']
  await installIn(
    folder,
    tarballs.filter((tarball) => packages.includes(tarball.folder)),
  )
  await mkdir(join(folder, 'app/webhooks'), { recursive: true })
  await writeFile(join(folder, 'app/webhooks/route.js'), route)
  await writeFile(
    join(folder, 'next.config.mjs'),
    `export default { turbopack: { root: ${JSON.stringify(root)} } }`,
  )
}

async function portOf(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('Next has no output.')
  for await (const line of createInterface(child.stdout)) {
    const address = /Local:\s+http:\/\/[^:]+:(\d+)/.exec(line)
    if (address?.[1]) return address[1]
  }
  throw new Error('Next exited before it listened.')
}

async function next(): Promise<Receiver> {
  // Below this package, so that the application resolves Next and React from its lock file.
  const base = join(import.meta.dirname, '../../.vitest')
  await mkdir(base, { recursive: true })
  const folder = await mkdtemp(join(base, 'next-'))
  await writeApplication(folder)
  const cli = join(packageFolder('next'), 'dist/bin/next')
  const env = { ...terminalEnv(), NODE_ENV: 'production' as const }
  await runOrThrow({ cwd: folder, env }, process.execPath, cli, 'build')
  const args = [cli, 'start', '-p', '0', '-H', '127.0.0.1']
  const child = spawn(process.execPath, args, { cwd: folder, env })
  const url = `http://127.0.0.1:${await portOf(child)}/webhooks`
  child.stdout.resume()
  child.stderr.resume()
  return {
    url,
    async handled() {
      return (await (await fetch(url)).json()) as unknown[]
    },
    async stop() {
      const exited = once(child, 'exit')
      child.kill()
      await exited
      await rm(folder, { recursive: true, force: true })
    },
  }
}

testReceiver('next', next)
