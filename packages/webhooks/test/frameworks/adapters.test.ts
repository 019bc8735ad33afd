import { once } from 'node:events'
import { createServer } from 'node:http'
import { gzipSync } from 'node:zlib'
import express, { type ErrorRequestHandler } from 'express'
import fastify from 'fastify'
import { Hono } from 'hono'
import { afterEach, expect, it, vi } from 'vitest'
import {
  createRouter,
  createTestRequest,
  forExpress,
  forFastify,
  forHono,
  forNode,
  memoryStore,
} from '../../src/index.ts'
import { bytesOf, listen, type Running, schemes } from '../helpers.ts'

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

it('passes the error of a handler to `onError` in Node', async () => {
  const onError = vi.fn()
  const failing = createRouter({ ...options, store: memoryStore() }).on('userJoinedServer', () => {
    throw new Error('The handler failed.')
  })
  const server = await listen(createServer(forNode(failing, onError)))
  running.push(server)
  const request = await createTestRequest('userJoinedServer', {}, { ...options, url: server.url })
  expect((await fetch(request)).status).toBe(500)
  expect(onError).toHaveBeenCalledWith(new Error('The handler failed.'))
})

it('explains what to do if the body was parsed in Fastify, Hono or Node', async () => {
  const problems: string[] = []
  const report = (error: Error) => void problems.push(error.message)

  const app = fastify()
  app.register(async (scope) => {
    scope.addHook('preParsing', async (_request, _reply, payload) => {
      payload.resume()
      await once(payload, 'end')
      return payload
    })
    scope.setErrorHandler((error: Error, _request, reply) => {
      report(error)
      reply.code(500).send()
    })
    await forFastify(router(), '/webhooks')(scope)
  })
  const origin = await app.listen({ port: 0, host: '127.0.0.1' })
  running.push({ url: origin, stop: () => app.close() })

  const hono = new Hono()
  hono.use(async (context, next) => {
    await context.req.json()
    await next()
  })
  hono.post('/webhooks', forHono(router()))
  hono.onError((error, context) => {
    report(error)
    return context.text('failed', 500)
  })

  const listener = forNode(router(), (error) => report(error as Error))
  const server = await listen(
    createServer(async (request, response) => {
      request.resume()
      await once(request, 'end')
      await listener(request, response)
    }),
  )
  running.push(server)

  for (const url of [`${origin}/webhooks`, server.url])
    await fetch(await createTestRequest('userJoinedServer', {}, { ...options, url }))
  const url = 'http://localhost/webhooks'
  await hono.request(await createTestRequest('userJoinedServer', {}, { ...options, url }))
  expect(problems).toHaveLength(3)
  for (const problem of problems) expect(problem).toMatch(/parser/)
})

it('accepts gzip that express.raw() has decompressed', async () => {
  const app = express()
  app.use(express.raw({ type: '*/*' }))
  app.post('/webhooks', forExpress(router()))
  const server = await listen(createServer(app))
  running.push(server)
  const request = await createTestRequest('userJoinedServer', {}, { ...options, url: server.url })
  const headers = new Headers(request.headers)
  headers.set('content-encoding', 'gzip')
  const body = new Uint8Array(gzipSync(await bytesOf(request)))
  expect((await fetch(server.url, { method: 'POST', headers, body })).status).toBe(200)
})

it('passes Retry-After on in every framework', async () => {
  const { store } = options
  const claimed = async (url: string) => {
    const id = crypto.randomUUID()
    await store.claim(id, 60_000)
    return fetch(await createTestRequest('userJoinedServer', {}, { ...options, id, url }))
  }
  const app = express()
  app.post('/webhooks', forExpress(router()))
  const fastifyApp = fastify()
  fastifyApp.register(forFastify(router(), '/webhooks'))
  const origin = await fastifyApp.listen({ port: 0, host: '127.0.0.1' })
  running.push({ url: origin, stop: () => fastifyApp.close() })
  const servers = await Promise.all(
    [createServer(app), createServer(forNode(router(), () => {}))].map(listen),
  )
  running.push(...servers)
  for (const url of [`${origin}/webhooks`, ...servers.map((server) => server.url)]) {
    const response = await claimed(url)
    expect([response.status, response.headers.get('retry-after')]).toEqual([409, '60'])
    expect(response.headers.get('content-type')).toMatch('application/json')
  }
})
