import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import express, { type ErrorRequestHandler } from 'express'
import fastify from 'fastify'
import { Hono } from 'hono'
import {
  createRouter,
  encrypted,
  forExpress,
  forFastify,
  forHono,
  forNode,
  memoryStore,
} from '../../src/index.ts'
import { aesKey, listen, otherAesKey } from '../helpers.ts'
import { maxBytes, type Receiver } from './receiver.ts'

function observedRouter() {
  const handled: unknown[] = []
  const router = createRouter({
    scheme: encrypted({ keys: [aesKey, otherAesKey] }),
    store: memoryStore(),
    maxBytes,
    maxConcurrent: 2000,
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

/** Starts a receiver in Hono. */
export async function startHono(): Promise<Receiver> {
  const { router, handled } = observedRouter()
  const app = new Hono()
  app.post('/webhooks', forHono(router))
  app.onError((_error, context) => context.text('failed', 500))
  return { ...(await listen(createServer(getRequestListener(app.fetch)))), handled }
}

/** Starts a receiver in Node without a framework. */
export async function startNode(): Promise<Receiver> {
  const { router, handled } = observedRouter()
  return { ...(await listen(createServer(forNode(router, () => {})))), handled }
}

/** Starts a receiver in Express. */
export async function startExpress(): Promise<Receiver> {
  const { router, handled } = observedRouter()
  const app = express()
  app.post('/webhooks', forExpress(router))
  app.use(express.json())
  const onError: ErrorRequestHandler = (_error, _request, response, _next) =>
    void response.status(500).send('failed')
  app.use(onError)
  return { ...(await listen(createServer(app))), handled }
}

/** Starts a receiver in Fastify. */
export async function startFastify(): Promise<Receiver> {
  const { router, handled } = observedRouter()
  const app = fastify()
  app.register(forFastify(router, '/webhooks'))
  const origin = await app.listen({ port: 0, host: '127.0.0.1', backlog: 2048 })
  return { url: `${origin}/webhooks`, stop: () => app.close(), handled }
}
