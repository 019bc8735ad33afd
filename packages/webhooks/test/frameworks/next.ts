import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { aesKey, otherAesKey } from '../helpers.ts'
import { maxBytes, type Receiver } from './receiver.ts'

// Next bundles its routes, so the router is in the file of the route. GET returns what it handled.
const route = `
import { createRouter, encrypted, forNext } from '@returning-kit/webhooks'
const handled = (globalThis.handled ??= [])
const keys = ${JSON.stringify([aesKey, otherAesKey])}
const router = createRouter({ scheme: encrypted({ keys }), maxBytes: ${maxBytes} })
  .on('userJoinedServer', ({ payload }) => {
    if (payload.fail) throw new Error('The handler failed.')
    handled.push(payload)
  })
  .onUnknown(({ reason, event }) => {
    if (reason === 'event') handled.push(event.name)
  })
export const POST = forNext(router)
// Without reading the request, Next would respond with what it rendered at build time.
export const GET = ({ headers }) => Response.json(headers.has('host') ? handled : [])
`

async function writeApplication(folder: string): Promise<void> {
  await mkdir(join(folder, 'app/webhooks'), { recursive: true })
  const { outputFiles } = await build({
    stdin: { contents: route, resolveDir: import.meta.dirname },
    bundle: true,
    format: 'esm',
    platform: 'node',
    conditions: ['@repo/source'],
    write: false,
  })
  const root = JSON.stringify(join(import.meta.dirname, '../../../..'))
  await writeFile(join(folder, 'app/webhooks/route.js'), outputFiles[0]?.text ?? '')
  await writeFile(join(folder, 'package.json'), '{ "type": "module", "private": true }')
  await writeFile(
    join(folder, 'next.config.mjs'),
    `export default { turbopack: { root: ${root} } }`,
  )
}

async function originOf(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('Next has no output.')
  for await (const line of createInterface(child.stdout)) {
    const local = /Local:\s+http:\/\/[^:]+:(\d+)/.exec(line)
    if (local) return `http://127.0.0.1:${local[1]}`
  }
  throw new Error('Next exited before it listened.')
}

/** Builds an application in a temporary folder and starts a receiver in Next. */
export async function startNext(): Promise<Receiver> {
  // Next is resolved from the application, so its folder must be inside the package.
  const base = join(import.meta.dirname, '../.vitest')
  await mkdir(base, { recursive: true })
  const folder = await mkdtemp(join(base, 'next-'))
  await writeApplication(folder)
  const cli = join(import.meta.dirname, '../../node_modules/next/dist/bin/next')
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' } as const
  await promisify(execFile)(process.execPath, [cli, 'build'], { cwd: folder, env })
  const child = spawn(process.execPath, [cli, 'start', '-p', '0', '-H', '127.0.0.1'], {
    cwd: folder,
    env,
  })
  const origin = await originOf(child)
  child.stdout.resume()
  child.stderr.resume()
  return {
    url: `${origin}/webhooks`,
    async handled() {
      return (await (await fetch(`${origin}/webhooks`)).json()) as unknown[]
    },
    async stop() {
      const exited = once(child, 'exit')
      child.kill()
      await exited
      await rm(folder, { recursive: true, force: true })
    },
  }
}
