import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { getRequestListener } from '@hono/node-server'
import { build } from 'esbuild'
import express, { type ErrorRequestHandler } from 'express'
import fastify from 'fastify'
import { Hono } from 'hono'
import { createRouter, encrypted, forExpress, forFastify, forHono } from '../../src/index.ts'
import { aesKey, listen, otherAesKey, type Running } from '../helpers.ts'

/** A receiver in a framework, at `url`. */
export interface Receiver extends Running {
  /** What its handlers got: payloads of known events, names of unknown ones. */
  handled(): Promise<unknown[]>
}

function observedRouter() {
  const handled: unknown[] = []
  const router = createRouter({
    scheme: encrypted({ keys: [aesKey, otherAesKey] }),
    maxBytes: 100_000,
  })
    .on('userJoinedServer', ({ payload }) => {
      if ((payload as { fail?: boolean }).fail) throw new Error('The handler failed.')
      handled.push(payload)
    })
    .onUnknown(({ reason, event }) => {
      if (reason === 'event') handled.push(event.name)
    })
  return { router, handled: async () => handled }
}

async function hono(): Promise<Receiver> {
  const { router, handled } = observedRouter()
  const app = new Hono()
  app.post('/webhooks', forHono(router))
  app.onError((_error, context) => context.text('failed', 500))
  return { ...(await listen(createServer(getRequestListener(app.fetch)))), handled }
}

async function onExpress(): Promise<Receiver> {
  const { router, handled } = observedRouter()
  const app = express()
  app.post('/webhooks', forExpress(router))
  app.use(express.json())
  const failed: ErrorRequestHandler = (_error, _request, response, _next) =>
    void response.status(500).send('failed')
  app.use(failed)
  return { ...(await listen(createServer(app))), handled }
}

async function onFastify(): Promise<Receiver> {
  const { router, handled } = observedRouter()
  const app = fastify()
  app.register(forFastify(router, '/webhooks'))
  const address = await app.listen({ port: 0, host: '127.0.0.1', backlog: 2048 })
  return { url: `${address}/webhooks`, stop: () => app.close(), handled }
}

// Next bundles its routes by itself, so the router is in the file of the route; GET tells what it was given.
const route = `
import { createRouter, encrypted, forNext } from '@returning-kit/webhooks'
const handled = (globalThis.handled ??= [])
const router = createRouter({ scheme: encrypted({ keys: ${JSON.stringify([aesKey, otherAesKey])} }), maxBytes: 100_000 })
  .on('userJoinedServer', ({ payload }) => {
    if (payload.fail) throw new Error('The handler failed.')
    handled.push(payload)
  })
  .onUnknown(({ reason, event }) => {
    if (reason === 'event') handled.push(event.name)
  })
export const POST = forNext(router)
// Reading of the request keeps Next from answering with what it was at build time.
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

async function listening(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('Next has no output.')
  for await (const line of createInterface(child.stdout)) {
    const address = /Local:\s+http:\/\/[^:]+:(\d+)/.exec(line)
    if (address) return `http://127.0.0.1:${address[1]}`
  }
  throw new Error('Next ended before it listened.')
}

async function next(): Promise<Receiver> {
  // Beside the package, so that the application finds Next.
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
  const address = await listening(child)
  child.stdout.resume()
  child.stderr.resume()
  return {
    url: `${address}/webhooks`,
    async handled() {
      return (await (await fetch(`${address}/webhooks`)).json()) as unknown[]
    },
    async stop() {
      const ended = once(child, 'exit')
      child.kill()
      await ended
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Starts a receiver in each framework, by the one line of its adapter. */
export const frameworks: Readonly<Record<string, () => Promise<Receiver>>> = {
  hono,
  express: onExpress,
  fastify: onFastify,
  next,
}
