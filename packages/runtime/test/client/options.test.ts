import { FakeClock } from '@repo/testing/fake-clock'
import { describe, expect, expectTypeOf, it } from 'vitest'
import type { defaultOptions } from '../../src/client/options.ts'
import { call, createContractClient, type RuntimeOptions } from '../../src/index.ts'
import { contract, observed, read, status } from '../helpers.ts'

const bad = [Number.NaN, -1, '5s', null]
const errorOf = (call: PromiseLike<unknown>): Promise<Error | undefined> =>
  Promise.resolve(call).then(
    () => undefined,
    (error: unknown) => error as Error,
  )

describe.each(bad)('the number %j', (value) => {
  it.each([
    ['timeout', { timeout: value }],
    ['totalTimeout', { totalTimeout: value }],
    ['maxResponseBytes', { maxResponseBytes: value }],
    ['retry.retries', { retry: { retries: value ?? 'null' } }],
    ['retry.baseDelay', { retry: { baseDelay: value ?? 'null' } }],
    ['retry.maxDelay', { retry: { maxDelay: value ?? 'null' } }],
    ['retryBudget.reserve', { retryBudget: { reserve: value } }],
    ['retryBudget.share', { retryBudget: { share: value } }],
  ])('is no %s of a client', (parameter, options) => {
    expect(() => createContractClient(contract, { ...(options as object) })).toThrow(
      expect.objectContaining({ name: 'InputError', parameter }),
    )
  })

  it.each([
    ['timeout', { timeout: value }],
    ['totalTimeout', { totalTimeout: value }],
    ['retry.retries', { retry: { retries: value ?? 'null' } }],
  ])('is no %s of a call', async (parameter, options) => {
    const { thing, requests } = observed(() => status(200))
    expect(await errorOf(thing(read, options))).toMatchObject({ name: 'InputError', parameter })
    expect(requests).toHaveLength(0)
  })
})

it('rejects an option that no client has, and names those it has', () => {
  expect(() => createContractClient(contract, { tokken: 'x' })).toThrow(
    /^`tokken` does not exist; use one of token, baseUrl, /,
  )
  const { client } = observed(() => status(200))
  expect(() => client.extend({ timeuot: 1 })).toThrow('`timeuot` does not exist')
})

it.each([
  ['a call', {}, { headers: { Authorization: 'Bearer own' } }],
  ['a client', { headers: { AUTHORIZATION: 'Bearer own' } }, {}],
  ['a call, as Headers', {}, { headers: new Headers({ authorization: 'Bearer own' }) }],
])(
  'rejects the header of a credential among the headers of %s',
  async (_, options, callOptions) => {
    const { thing, requests } = observed(() => status(200), options)
    const error = await errorOf(thing(read, callOptions))
    expect(error).toMatchObject({ name: 'InputError', parameter: 'headers.authorization' })
    expect(error?.message).toContain('sent by the credential `token`')
    expect(requests).toHaveLength(0)
    await thing({ ...read, security: [] }, callOptions)
    expect(requests[0]?.headers.get('authorization')).toBe('Bearer own')
  },
)

it('sends the headers of the client and of the call, in any form', async () => {
  const { thing, requests } = observed(() => status(200), {
    headers: new Headers({ 'user-agent': 'my-service/1.0', 'x-a': 'client' }),
  })
  await thing(read, {
    headers: [
      ['x-a', 'call'],
      ['x-b', '1'],
    ],
  })
  const sent = requests[0]?.headers
  expect(['user-agent', 'x-a', 'x-b'].map((name) => sent?.get(name))).toEqual([
    'my-service/1.0',
    'call',
    '1',
  ])
})

it('sends a call to a base URL of its own', async () => {
  const { thing, requests } = observed(() => status(200))
  await thing(read, { baseUrl: new URL('http://127.0.0.1:4010/base') })
  expect(requests[0]?.url).toBe('http://127.0.0.1:4010/base/thing')
  expect(await errorOf(thing(read, { baseUrl: 'ftp://x' }))).toMatchObject({ name: 'InputError' })
})

it('runs plugins within the total time', async () => {
  const clock = new FakeClock()
  for (const plugin of [
    { validateInput: () => new Promise<void>(() => {}) },
    { validateResponse: () => new Promise<void>(() => {}) },
    { beforeSend: () => new Promise<void>(() => {}) },
  ]) {
    const { thing } = observed(() => status(200), { clock, plugins: [plugin], totalTimeout: 500 })
    expect(await clock.run(errorOf(thing()))).toMatchObject({
      name: 'TimeoutError',
      limit: 'totalTimeout',
    })
    expect(clock.waiting).toBe(0)
  }
})

it('lives on when an asynchronous hook rejects', async () => {
  const unhandled: unknown[] = []
  const collect = (reason: unknown) => void unhandled.push(reason)
  process.on('unhandledRejection', collect)
  const hook = async () => Promise.reject(new Error('hook'))
  const clock = new FakeClock()
  const { thing } = observed((_, count) => status(count === 1 ? 503 : 200), {
    clock,
    onRequest: hook,
    onResponse: hook,
    onRetry: hook,
    onError: hook,
  })
  expect(await clock.run(thing())).toMatchObject({ ok: true, attempts: 2 })
  await new Promise(setImmediate)
  process.off('unhandledRejection', collect)
  expect(unhandled).toEqual([])
})

describe('extend', () => {
  it('shares tokens and the retry budget, and replaces what it is given', async () => {
    let fetched = 0
    const token = () => {
      fetched += 1
      return `t${fetched}`
    }
    const { client, requests } = observed(() => status(200), { token })
    const patient = client.extend({ timeout: 60_000, headers: { 'x-part': 'reports' } })
    await Promise.all([call(client, read), call(patient, read), call(patient, read)])
    expect(fetched).toBe(1)
    expect(requests.map(({ headers }) => headers.get('x-part'))).toEqual([
      null,
      'reports',
      'reports',
    ])
    const other = client.extend({ token: 'fake-other' })
    await call(other, read)
    expect(requests[3]?.headers.get('authorization')).toBe('Bearer fake-other')
  })

  it('draws on one retry budget', async () => {
    const clock = new FakeClock()
    const { client, requests } = observed(() => status(503), {
      clock,
      retryBudget: { reserve: 3, share: 0 },
    })
    for (const one of [client, client.extend({}), client.extend({})])
      await clock.run(call(one, read))
    expect(requests).toHaveLength(3 + 3)
  })
})

it('knows every option of a client', () => {
  expectTypeOf<keyof typeof defaultOptions>().toEqualTypeOf<keyof RuntimeOptions>()
})
