import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
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

/** Starts a receiver in each framework, by the one line of its adapter. */
export const frameworks: Readonly<Record<string, () => Promise<Receiver>>> = {
  hono,
  express: onExpress,
  fastify: onFastify,
}
