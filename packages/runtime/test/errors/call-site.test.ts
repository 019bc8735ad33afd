import { basename } from 'node:path'
import { expect, it } from 'vitest'
import { type CallError, call, isCallError, pagedCall, query } from '../../src/index.ts'
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

const broken = () => {
  throw new TypeError('fetch failed', { cause: { code: 'ECONNRESET' } })
}
const hang = () => new Promise<Response>(() => {})

// Each makes its call in a function of a name that the stack must contain.
const calls: [string, () => PromiseLike<unknown>][] = [
  [
    'a broken connection',
    function lineOfCaller() {
      return call(observed(broken, { retry: false }).client, read)
    },
  ],
  [
    'a timeout',
    function lineOfCaller() {
      return call(observed(hang, { retry: false }).client, read, {}, { timeout: 1 })
    },
  ],
  [
    'an invalid input',
    function lineOfCaller() {
      return call(observed(() => status(200)).client, read, { unknown: 1 })
    },
  ],
  [
    'an empty token',
    function lineOfCaller() {
      return call(observed(() => status(200), { token: '' }).client, read)
    },
  ],
  [
    'a failed result',
    function lineOfCaller() {
      return call(observed(() => status(404)).client, read).orThrow()
    },
  ],
  [
    'a failed page',
    function lineOfCaller() {
      return pagedCall(observed(() => status(404)).client, list).toArray()
    },
  ],
  [
    'a page without rows',
    function lineOfCaller() {
      return pagedCall(observed(() => status(200)).client, {
        ...list,
        pagination: { ...list.pagination, items: 'rows' },
      })
        .pages()
        .next()
    },
  ],
  [
    'an invalid page number',
    function lineOfCaller() {
      return pagedCall(observed(() => status(200)).client, list, { page: 'x' }).toArray()
    },
  ],
]

it.each(calls)('leads from %s to the line of the caller', async (_, make) => {
  const error = await errorOf(make())
  const [first = '', second = ''] = (error.stack ?? '').split('\n')
  expect(isCallError(error)).toBe(true)
  expect(first).toBe(`${error.name}: ${error.message}`)
  expect(second).toContain('lineOfCaller')
  expect(second).toContain(basename(import.meta.filename))
  expect(error.message).toContain(read.id)
})

it('leads to the line of a call that is awaited later', async () => {
  const { client } = observed(broken, { retry: false })
  function lineOfCaller() {
    return call(client, read)
  }
  const pending = lineOfCaller()
  await new Promise(setImmediate)
  const error = await errorOf((async () => pending)())
  expect(error.stack).toContain('lineOfCaller')
  expect(await errorOf(pending)).toBe(error)
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
