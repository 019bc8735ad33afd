import { basename } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Call, type CallError, call, isCallError, pagedCall, query } from '../../src/index.ts'
import { observed, read, status } from '../helpers.ts'

const errorOf = (promise: PromiseLike<unknown>): Promise<CallError> =>
  Promise.resolve(promise).then(
    () => expect.fail('The call succeeded.'),
    (error: CallError) => error,
  )

const list = {
  ...read,
  pagination: { style: 'page', in: 'query', page: 'page' },
  parameters: { page: query },
} as const

const byRows = { ...list, pagination: { ...list.pagination, items: 'rows' } } as const

const broken = () => {
  throw new TypeError('fetch failed', { cause: { code: 'ECONNRESET' } })
}
const hang = () => new Promise<Response>(() => {})

type Make = () => PromiseLike<unknown>

// Each makes its call in a function of a name that the stack must contain.
const calls: [string, Make][] = [
  ['a broken connection', () => call(observed(broken, { retry: false }).client, read)],
  ['a timeout', () => call(observed(hang, { retry: false }).client, read, {}, { timeout: 1 })],
  ['an invalid input', () => call(observed(() => status(200)).client, read, { unknown: 1 })],
  ['an empty token', () => call(observed(() => status(200), { token: '' }).client, read)],
  ['a failed result', () => call(observed(() => status(404)).client, read).orThrow()],
  ['a failed page', () => pagedCall(observed(() => status(404)).client, list).toArray()],
  [
    'a page without rows',
    () =>
      pagedCall(observed(() => status(200)).client, byRows)
        .pages()
        .next(),
  ],
  [
    'an invalid page number',
    () => pagedCall(observed(() => status(200)).client, list, { page: 'x' }).toArray(),
  ],
]

describe.each(calls)('from %s', (_, make) => {
  function expectStack(error: CallError) {
    expect(isCallError(error)).toBe(true)
    expect(error.stack?.split('\n')[0]).toBe(`${error.name}: ${error.message}`)
    const line = error.stack?.split('\n').find((frame) => frame.includes('lineOfCaller'))
    expect(line, error.stack).toContain(basename(import.meta.filename))
    expect(error.message).toContain(read.id)
  }

  it('the stack leads to the line that awaits the call', async () => {
    async function lineOfCaller() {
      await make()
    }
    expectStack(await errorOf(lineOfCaller()))
  })

  it('the stack leads through Promise.all', async () => {
    async function lineOfCaller() {
      await Promise.all([make(), new Promise(() => {})])
    }
    expectStack(await errorOf(lineOfCaller()))
  })
})

const unawaited: [string, Make][] = calls.slice(0, 5)

it.each(unawaited)(
  'leads from %s to the line that passes a handler, although it is not awaited',
  async (_, make) => {
    const { promise, resolve } = Promise.withResolvers<CallError>()
    function lineOfCaller() {
      make().then(undefined, (error) => resolve(error))
    }
    lineOfCaller()
    const { stack } = await promise
    expect(stack?.split('\n')[1]).toContain('lineOfCaller')
  },
)

it('leads to the line that awaits a call after it failed', async () => {
  const pending = call(observed(broken, { retry: false }).client, read).orThrow()
  await pending.catch(() => {})
  async function lineOfCaller() {
    await pending
  }
  expect((await errorOf(lineOfCaller())).stack).toContain('lineOfCaller')
})

it('is a promise in every other way', async () => {
  const pending = call<Call<unknown, unknown>>(observed(() => status(200)).client, read).orThrow()
  expect(pending).toBeInstanceOf(Promise)
  expect(await pending.then((data) => [data])).toEqual([{}])
  expect(await pending.finally(() => {})).toEqual({})
  expect(pending.then().constructor).toBe(Promise)
})

it('leaves the errors of others as they are', async () => {
  const own = new Error('hook')
  const { stack } = own
  const { thing } = observed(() => status(200), {
    onRequest: () => {
      throw own
    },
  })
  expect(await errorOf(thing())).toBe(own)
  expect(own.stack).toBe(stack)
})
