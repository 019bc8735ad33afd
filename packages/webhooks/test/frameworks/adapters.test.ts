import { createServer } from 'node:http'
import express, { type ErrorRequestHandler } from 'express'
import fastify from 'fastify'
import { afterEach, expect, it } from 'vitest'
import { createRouter, createTestRequest, forExpress, forFastify } from '../../src/index.ts'
import { listen, type Running, schemes } from '../helpers.ts'

const options = { scheme: schemes.gcm }
const running: Running[] = []
afterEach(() => Promise.all(running.splice(0).map((server) => server.stop())))

const router = () => createRouter(options).on('userJoinedServer', () => {})

async function expressBehind(parser: express.RequestHandler) {
  const app = express()
  app.use(parser)
  app.post('/webhooks', forExpress(router()))
  const failed: ErrorRequestHandler = (error: Error, _request, response, _next) =>
    void response.status(500).send(error.message)
  app.use(failed)
  const server = await listen(createServer(app))
  running.push(server)
  return fetch(await createTestRequest('userJoinedServer', {}, { ...options, url: server.url }))
}

it('takes the bytes that express.raw() read', async () => {
  expect((await expressBehind(express.raw({ type: '*/*' }))).status).toBe(200)
})

it('says what to do when express.json() took the body', async () => {
  const answer = await expressBehind(express.json())
  expect(answer.status).toBe(500)
  expect(await answer.text()).toContain('put the webhook before `express.json()`')
})

it('leaves the parsers of other routes of Fastify alone', async () => {
  const app = fastify()
  app.register(forFastify(router(), '/webhooks'))
  app.post('/others', async (request) => request.body)
  const address = await app.listen({ port: 0, host: '127.0.0.1' })
  running.push({ url: address, stop: () => app.close() })
  expect(
    (
      await fetch(
        await createTestRequest('userJoinedServer', {}, { ...options, url: `${address}/webhooks` }),
      )
    ).status,
  ).toBe(200)
  const headers = { 'content-type': 'application/json' }
  const other = await fetch(`${address}/others`, { method: 'POST', headers, body: '{"a":1}' })
  expect(await other.json()).toEqual({ a: 1 })
  expect((await fetch(`${address}/others`, { method: 'POST', headers, body: '{' })).status).toBe(
    400,
  )
})
