import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { verify } from '../../../src/evidence/verify/verify.ts'
import { runVerify } from '../../../src/evidence/verify/verify-command.ts'
import type { Document } from '../../../src/openapi/document.ts'
import { writeContract } from '../learn/contract-folder.ts'

const json = (schema: object, example?: unknown) => ({
  description: 'It.',
  content: { 'application/json': { schema, example } },
})
const object = { type: 'object', properties: { id: { type: 'string' } } }

const document = {
  openapi: '3.1.0',
  info: { title: 'Members', version: '1' },
  servers: [{ url: 'https://members.example.com' }],
  security: [{ key: [] }],
  paths: {
    '/members/{memberId}': {
      get: {
        operationId: 'getMember',
        parameters: [
          {
            name: 'memberId',
            in: 'path',
            required: true,
            schema: { type: 'string' },
            example: 'a/b',
          },
          {
            name: 'fields',
            in: 'query',
            required: true,
            schema: { type: 'array', items: { type: 'string' } },
            example: ['id', 'name'],
          },
          { name: 'page', in: 'query', schema: { type: 'integer' } },
        ],
        responses: { 200: json(object) },
      },
      delete: { operationId: 'deleteMember', responses: { 204: { description: 'Gone.' } } },
    },
    '/members': {
      get: {
        operationId: 'listMembers',
        security: [{ bearer: [] }],
        responses: { 200: json({ type: 'array' }) },
      },
      post: {
        operationId: 'createMember',
        requestBody: {
          required: true,
          content: { 'application/json': { schema: object, example: { id: 'm1' } } },
        },
        responses: { 201: json(object) },
      },
    },
    '/teams/{teamId}': {
      get: {
        operationId: 'getTeam',
        parameters: [{ name: 'teamId', in: 'path', required: true, schema: { type: 'string' } }],
        responses: { 200: json(object) },
      },
    },
  },
  components: {
    securitySchemes: {
      key: { type: 'apiKey', in: 'header', name: 'x-key' },
      bearer: { type: 'http', scheme: 'bearer' },
    },
  },
} as unknown as Document

const received: {
  method: string
  url: string
  headers: IncomingMessage['headers']
  body: string
}[] = []
const server = createServer((request, response) => {
  let body = ''
  request.on('data', (chunk) => {
    body += chunk
  })
  request.on('end', () => {
    received.push({
      method: request.method ?? '',
      url: request.url ?? '',
      headers: request.headers,
      body,
    })
    const isThrottled = request.url === '/members' && received.length === 2
    response.writeHead(isThrottled ? 429 : request.method === 'POST' ? 201 : 200, {
      'content-type': 'application/json',
      ...(isThrottled && { 'retry-after': '7' }),
    })
    response.end(JSON.stringify({ id: 7, token: 'zq-secret' }))
  })
})
let baseUrl = ''

beforeEach(async () => {
  received.length = 0
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await new Promise((resolve) => server.close(resolve))
})

const sleeps: number[] = []
const defaults = {
  document,
  credentials: { key: 'fake-key', bearer: 'fake-token' },
  inputs: {},
  allowedWrites: [],
  rate: 4,
  sleep: async (ms: number) => void sleeps.push(ms),
}

describe('the calls', () => {
  it('are the safe ones, with credentials and examples, at the rate', async () => {
    sleeps.length = 0
    const { skipped, observed } = await verify({ ...defaults, baseUrl })
    expect(received.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'GET /members/a%2Fb?fields=id&fields=name',
      'GET /members',
    ])
    expect(received.map(({ headers }) => [headers['x-key'], headers.authorization])).toEqual([
      ['fake-key', undefined],
      [undefined, 'Bearer fake-token'],
    ])
    expect(sleeps).toEqual([250, 7000])
    expect(skipped).toEqual([
      'getTeam: it needs teamId; pass --inputs',
      'createMember: it writes; name it with --allow-writes',
      'deleteMember: it writes; name it with --allow-writes',
    ])
    const [contradiction] = observed.observations.contradictions.values()
    expect(contradiction).toMatchObject({
      operation: 'getMember',
      pointer: '/id',
      received: 'integer',
    })
  })

  it('include a write that is named, and no other', async () => {
    await verify({
      ...defaults,
      baseUrl,
      only: ['getTeam'],
      allowedWrites: ['createMember'],
      inputs: { '*': { teamId: 't1' } },
    })
    expect(received.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'GET /teams/t1',
      'POST /members',
    ])
    expect(received[1]?.body).toBe('{"id":"m1"}')
  })

  it('need a credential', async () => {
    const { skipped } = await verify({ ...defaults, baseUrl, credentials: { key: 'fake-key' } })
    expect(skipped).toContain('listMembers: its credential is missing; pass --credential')
    expect(received).toHaveLength(1)
  })

  it('do not follow a redirect', async () => {
    const requests: RequestInit[] = []
    const fetch = async (_: string | URL | Request, init?: RequestInit) => {
      requests.push(init ?? {})
      return new Response(null, { status: 302, headers: { location: 'https://evil.example' } })
    }
    await verify({ ...defaults, baseUrl, fetch })
    expect(requests).toHaveLength(2)
    expect(requests.every(({ redirect }) => redirect === 'manual')).toBe(true)
  })
})

describe('the command', () => {
  async function run(options: Partial<Parameters<typeof runVerify>[0]> = {}) {
    const spec = await writeContract({ 'openapi.json': JSON.stringify(document) })
    const record = join(dirname(spec), 'evidence.jsonl')
    vi.stubEnv('MEMBERS_KEY', 'fake-key')
    const result = await runVerify({
      spec,
      baseUrl,
      only: ['getMember'],
      allowedWrites: [],
      credentials: ['key=MEMBERS_KEY'],
      inputs: undefined,
      rate: 10,
      record,
      format: 'text',
      write: false,
      source: undefined,
      afterWrite: async () => [],
      ...options,
    })
    return { ...result, evidence: await readFile(record, 'utf8') }
  }

  it('reports, records without values, and says what was not called', async () => {
    const { exitCode, output, evidence } = await run()
    expect(exitCode).toBe(4)
    expect(output).toContain('! 200 response body /id expected string, received integer')
    expect(output).toContain('- deleteMember: it writes; name it with --allow-writes')
    expect(evidence.trim().split('\n')).toHaveLength(1)
    expect(evidence + output).not.toMatch(/zq-secret|fake-key|a\/b/)
  })

  it.each([
    [{ baseUrl: 'members' }, 'must be an absolute URL'],
    [{ baseUrl: 'http://members.example.com' }, 'must begin with https://'],
    [{ rate: 50 }, '--rate must be above 0 and at most 10'],
    [{ credentials: ['key=NOT_SET'] }, 'names the environment variable NOT_SET, which is not set'],
    [{ inputs: '/no/such/file' }, 'must be a JSON object of inputs'],
  ])('rejects %j', async (options, message) => {
    await expect(run(options)).rejects.toThrow(message)
    expect(received).toEqual([])
  })
})
