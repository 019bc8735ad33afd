import { FakeClock } from '@repo/testing/fake-clock'
import { expect, it } from 'vitest'
import { convertedJson } from '../../src/conversion/index.ts'
import { type Call, call, formBody, multipartBody, type Operation, query } from '../../src/index.ts'
import { createClient as createFetchClient } from '../../src/openapi-fetch/index.ts'
import { recordExchanges } from '../../src/recording/index.ts'
import { observed, read } from '../helpers.ts'
import { document } from './document.ts'

const listOrders: Operation = {
  ...read,
  id: 'listOrders',
  path: '/orders',
  parameters: { limit: query },
}

function recorded(respond: () => Response, options = {}) {
  const lines: Record<string, unknown>[] = []
  const plugin = recordExchanges((line) => lines.push(JSON.parse(line)), options)
  const { client } = observed(respond, { plugins: [plugin] })
  const send = (operation: Operation, input = {}) =>
    call<Call<unknown, unknown>>(client, operation, input)
  return { lines, send }
}

it('writes one line for each call', async () => {
  const { lines, send } = recorded(() => Response.json([{ state: 'open' }]), { document })
  await Promise.all([send(listOrders, { limit: 3 }), send(listOrders, { limit: 4 })])
  expect(lines).toHaveLength(2)
  expect(lines[0]).toMatchObject({
    evidence: 1,
    method: 'GET',
    origin: 'https://api.example.com',
    path: '/orders',
    operation: 'listOrders',
    status: 200,
    query: { object: { properties: { limit: { integer: { count: 1 } } } } },
    response: { type: 'application/json' },
  })
  expect(JSON.stringify(lines)).not.toContain('fake-token')
})

it('records dates and integers of 64 bits as they are in JSON', async () => {
  const order = { jsonSchema: { properties: { at: { format: 'date-time' } } } }
  const read = convertedJson({ 200: { ...order, definitions: () => ({}) } })
  const { lines, send } = recorded(() => Response.json({ at: '2026-01-31T12:00:00Z' }))
  expect(await send({ ...listOrders, read })).toMatchObject({ data: { at: expect.any(Date) } })
  expect(JSON.stringify(lines[0]?.['response'])).toContain('"formats":{"date-time":1}')
})

it('writes a line for a failure, for an empty body and for one that is no JSON', async () => {
  const responses = [
    Response.json({ message: 'No.' }, { status: 404 }),
    new Response(null, { status: 204 }),
    new Response('<p>', { status: 200, headers: { 'content-type': 'text/html' } }),
  ]
  const { lines, send } = recorded(() => responses.shift() as Response)
  for (let count = 0; count < 3; count += 1) await send(listOrders)
  expect(lines.map(({ status }) => status)).toEqual([404, 204, 200])
  expect(lines[1]).not.toHaveProperty('response')
  expect(lines[2]?.['response']).toEqual({ type: 'text/html' })
})

it('writes one line for a call that was retried', async () => {
  const responses = [new Response(null, { status: 503 }), Response.json([])]
  const clock = new FakeClock()
  const lines: string[] = []
  const plugin = recordExchanges((line) => lines.push(line))
  const { thing } = observed(() => responses.shift() as Response, { plugins: [plugin], clock })
  await clock.run(thing())
  expect(lines).toHaveLength(1)
})

it('reads forms with files', async () => {
  const upload: Operation = {
    id: 'upload',
    method: 'POST',
    path: '/files',
    body: { type: 'multipart/form-data', serialize: multipartBody },
  }
  const { lines, send } = recorded(() => Response.json({}))
  const file = new Blob(['name,email\nJane,jane@example.com'])
  await send(upload, { body: { file, title: 'Members' } })
  await send(
    { ...upload, body: { type: 'application/x-www-form-urlencoded', serialize: formBody } },
    { body: { title: 'Members' } },
  )
  const [multipart, form] = lines.map(({ request }) => request)
  expect(multipart).toEqual({
    type: 'multipart/form-data',
    shape: {
      object: {
        count: 1,
        properties: {
          file: { string: { count: 1, minLength: 32, maxLength: 32, formats: { binary: 1 } } },
          title: { string: { count: 1, minLength: 7, maxLength: 7 } },
        },
      },
    },
  })
  expect(form).toMatchObject({ type: 'application/x-www-form-urlencoded' })
})

it('uses the path of the descriptor where it has no document', async () => {
  const { lines, send } = recorded(() => Response.json({}))
  await send({ ...read, path: '/users/{userId}' }, { userId: 'jane' })
  expect(lines[0]).toMatchObject({ path: '/users/{userId}', operation: 'readThing' })
  expect(JSON.stringify(lines)).not.toContain('jane')
})

it('writes a line for each call by path', async () => {
  interface Paths {
    '/orders': { get: { responses: { 200: { content: { 'application/json': unknown } } } } }
  }
  const lines: Record<string, unknown>[] = []
  const plugin = recordExchanges((line) => lines.push(JSON.parse(line)), { document })
  const api = createFetchClient<Paths>({
    baseUrl: 'https://api.example.com/v1',
    plugins: [plugin],
    fetch: async () => Response.json([{ state: 'open' }]),
  })
  const { data } = await api.GET('/orders')
  await api.GET('/orders', { parseAs: 'blob' })
  await api.GET('/orders', { parseAs: 'stream' })
  expect(data).toEqual([{ state: 'open' }])
  expect(lines.map(({ operation, path }) => [operation, path])).toEqual(
    Array.from({ length: 3 }, () => ['listOrders', '/orders']),
  )
  expect(lines.map(({ response }) => response !== undefined)).toEqual([true, true, true])
})

it('ends a call whose line cannot be written', async () => {
  const plugin = recordExchanges(() => {
    throw new Error('disk full')
  })
  const { thing } = observed(() => Response.json({}), { plugins: [plugin] })
  await expect(thing()).rejects.toThrow('disk full')
})
