import { createServer } from 'node:http'
import express, { type ErrorRequestHandler } from 'express'
import fastify from 'fastify'
import { afterEach, expect, it } from 'vitest'
import {
  createRouter,
  createTestRequest,
  forExpress,
  forFastify,
  memoryStore,
} from '../../src/index.ts'
import { listen, type Running, schemes } from '../helpers.ts'

const options = { scheme: schemes.gcm, store: memoryStore() }
const running: Running[] = []
afterEach(() => Promise.all(running.splice(0).map((server) => server.stop())))

const router = () => createRouter(options).on('userJoinedServer', () => {})

async function sendToExpress(parser: express.RequestHandler) {
  const app = express()
  app.use(parser)
  app.post('/webhooks', forExpress(router()))
  const onError: ErrorRequestHandler = (error: Error, _request, response, _next) =>
    void response.status(500).send(error.message)
  app.use(onError)
  const server = await listen(createServer(app))
  running.push(server)
  return fetch(await createTestRequest('userJoinedServer', {}, { ...options, url: server.url }))
}

it('accepts the bytes that express.raw() read', async () => {
  expect((await sendToExpress(express.raw({ type: '*/*' }))).status).toBe(200)
})

it('explains what to do if express.json() read the body', async () => {
  const response = await sendToExpress(express.json())
  expect(response.status).toBe(500)
  expect(await response.text()).toContain('Register the webhook before `express.json()`')
})

it('does not affect the parsers of other Fastify routes', async () => {
  const app = fastify()
  app.register(forFastify(router(), '/webhooks'))
  app.post('/others', async (request) => request.body)
  const origin = await app.listen({ port: 0, host: '127.0.0.1' })
  running.push({ url: origin, stop: () => app.close() })
  expect(
    (
      await fetch(
        await createTestRequest('userJoinedServer', {}, { ...options, url: `${origin}/webhooks` }),
      )
    ).status,
  ).toBe(200)
  const headers = { 'content-type': 'application/json' }
  const other = await fetch(`${origin}/others`, { method: 'POST', headers, body: '{"a":1}' })
  expect(await other.json()).toEqual({ a: 1 })
  expect((await fetch(`${origin}/others`, { method: 'POST', headers, body: '{' })).status).toBe(400)
})
