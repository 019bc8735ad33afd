import { inspect } from 'node:util'
import { expect, it } from 'vitest'
import {
  call,
  cookie,
  header,
  isNetworkError,
  type Operation,
  query,
  queryDeepObject,
} from '../../src/index.ts'
import { observed, read, readByQuery, status } from '../helpers.ts'

const secret = 'fake-secret-0123456789'

const everything = [
  {},
  { showHidden: true },
  { customInspect: false },
  { showHidden: true, customInspect: false, getters: true, depth: 20 },
]
const printed = (value: unknown) =>
  [
    ...everything.map((options) => inspect(value, { depth: 10, ...options })),
    JSON.stringify(value) ?? '',
  ].join('\n')

const operations: [string, Operation][] = [
  ['a query parameter', readByQuery],
  ['a header', { ...read, security: [[{ serialize: header, name: 'X-Vip', option: 'token' }]] }],
  ['a cookie', { ...read, security: [[{ serialize: cookie, name: 'vip', option: 'token' }]] }],
]

it.each(operations)('shows no credential that is sent as %s', async (_, operation) => {
  const events: unknown[] = []
  const record = (event: unknown) => void events.push(event)
  const hooks = { onRequest: record, onResponse: record, onRetry: record, onError: record }
  const clock = {
    now: () => 0,
    random: () => 0,
    schedule: (task: () => void, ms: number) => {
      if (ms < 1000) setImmediate(task)
      return () => {}
    },
  }
  const replies = [
    () => status(503),
    (request: Request) => {
      throw Object.assign(new TypeError(`error sending request for url (${request.url})`), {
        stack: request.url,
      })
    },
    () => new Response(null, { status: 302, headers: { location: `/elsewhere?q=${secret}` } }),
    () => status(404, { 'x-vip': 'b', authorization: 'c' }),
  ]
  const { client, thing, requests } = observed(
    (request, count) => (replies[count - 1] ?? (() => status(200)))(request),
    { token: secret, clock, ...hooks },
  )
  const result = await thing(operation)
  expect(requests).toHaveLength(4)
  expect(events.length).toBeGreaterThan(6)
  expect(printed([...events, result, client, thing(operation)])).not.toContain(secret)
  expect((result as { response: Response }).response.url).not.toContain(secret)
})

it('hides the URL that a platform quotes in its error', async () => {
  const { thing } = observed(
    ({ url }) => {
      throw new TypeError(`error sending request for url (${url})`)
    },
    { token: secret, retry: false },
  )
  const error = await thing(readByQuery).then(undefined, (thrown: unknown) => thrown)
  expect(isNetworkError(error)).toBe(true)
  expect(printed(error)).not.toContain(secret)
  expect(printed(error)).toContain('error sending request')
})

it('shows no value that the contract calls sensitive, in path, query and header', async () => {
  const events: unknown[] = []
  const onRequest = (event: unknown) => void events.push(event)
  const operation: Operation = {
    id: 'readPerson',
    method: 'GET',
    path: '/people/{person}',
    parameters: { filter: queryDeepObject, keyword: query, 'x-author': header, 'x-vip': header },
    sensitive: ['person', 'phone', 'x-vip'],
  }
  const { client, requests } = observed(() => status(200), { onRequest })
  const result = await call(client, operation, {
    person: secret,
    filter: { phone: secret, city: 'Ghent' },
    keyword: 'monkey',
    'x-author': 'Ada',
    'x-vip': secret,
  })
  expect(requests[0]?.url).toContain(secret)
  expect(printed([...events, result])).not.toContain(secret)
  expect(events).toMatchObject([
    {
      url: 'https://api.example.com/people/%5Bredacted%5D?filter%5Bphone%5D=%5Bredacted%5D&filter%5Bcity%5D=Ghent&keyword=monkey',
      headers: { 'x-author': 'Ada', 'x-vip': '[redacted]' },
    },
  ])
})

it('shows no header of the caller, and sends none to another origin', async () => {
  const events: unknown[] = []
  const { thing, requests } = observed(
    (_, count) =>
      count === 1
        ? new Response(null, { status: 302, headers: { location: 'https://other.example.com/' } })
        : status(200),
    { onRequest: (event: unknown) => void events.push(event), headers: { 'x-client': secret } },
  )
  await thing(read, { headers: { 'x-plain': secret, accept: 'application/json' } })
  expect(printed(events)).not.toContain(secret)
  expect(Object.fromEntries(requests[1]?.headers ?? [])).toEqual({ accept: 'application/json' })
})
