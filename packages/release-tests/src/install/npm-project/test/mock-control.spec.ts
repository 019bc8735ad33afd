import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient, getUser } from '@returning-kit/core'
import { startMock, VerificationError } from '@returning-kit/mock'
import { createRouter, forNode, memoryStore, signed } from '@returning-kit/webhooks'
import { expect, it } from 'vitest'

const userId = '61100af5c548eb5c7ebc7819'

it('is controlled over HTTP, and verifies calls', async () => {
  await using mock = await startMock({ port: 0 })
  const control = async (path: string, init: RequestInit = {}) => {
    const headers = { authorization: `Bearer ${mock.controlToken}`, 'x-mock-session': 'test' }
    const response = await fetch(`${mock.url}/__mock/${path}`, { ...init, headers })
    return [response.status, await response.json()]
  }
  const failure = { when: { path: { userId } }, status: 404 }
  const scenario = JSON.stringify({ responses: { getUser: [failure] } })
  expect((await control('scenario', { method: 'PUT', body: scenario }))[0]).toBe(200)
  const headers = { 'x-mock-session': 'test' }
  const client = createClient({ token: 'fake-token', baseUrl: mock.url, headers })
  expect((await getUser(client, { userId })).status).toBe(404)
  expect(await control('requests')).toMatchObject([200, [{ headers: { authorization: '***' } }]])
  const check = { method: 'POST', body: '{"calls":{"getUser":2}}' }
  expect((await control('verification', check))[0]).toBe(409)
  expect(() => mock.session('test').expectCalls({ getUser: 2 })).toThrow(VerificationError)
  expect(mock.coverage().operations.called).toBe(1)
})

it('sends signed webhooks', async () => {
  const signing = { keys: 'whsec_ZmFrZS1zaWduaW5nLWtleS1mb3ItdGhpcy1leGFtcGxl' }
  const payloads: unknown[] = []
  const router = createRouter({ scheme: signed(signing), store: memoryStore() })
  router.on('userJoinedServer', async ({ payload }) => void payloads.push(payload))
  const server = createServer(forNode(router, () => {}))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const to = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  await using mock = await startMock({ port: 0, webhooks: { to, signing } })
  expect((await mock.emit('userJoinedServer', { userId })).status).toBe(200)
  expect(payloads).toEqual([{ userId }])
  server.close()
})

it('serves any document, and asks a real server', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mock-spec-'))
  await writeFile(join(folder, 'part.yaml'), 'get: { responses: { 200: { description: Any. } } }')
  const path = '  /any: { $ref: ./part.yaml }'
  const spec = join(folder, 'openapi.yaml')
  await writeFile(spec, `openapi: 3.1.0\ninfo: { title: Any, version: '1' }\npaths:\n${path}\n`)
  await using real = await startMock({ port: 0, spec: folder })
  await using mock = await startMock({ port: 0, spec, proxy: { url: real.url } })
  expect((await fetch(`${mock.url}/any`)).status).toBe(200)
  expect([real.requests.length, mock.verification().undeclared]).toEqual([1, []])
  await rm(folder, { recursive: true })
})
