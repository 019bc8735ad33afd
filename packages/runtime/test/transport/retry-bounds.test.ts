import { FakeClock } from '@repo/testing/fake-clock'
import { describe, expect, it } from 'vitest'
import { type FailedAttempt, isNetworkError } from '../../src/index.ts'
import { observed, read, status } from '../helpers.ts'

const write = { ...read, id: 'writeThing', method: 'POST' }
const errorOf = (call: PromiseLike<unknown>): Promise<Error | undefined> =>
  Promise.resolve(call).then(
    () => undefined,
    (error: unknown) => error as Error,
  )
const broken = (cause: object, message = 'fetch failed') => {
  throw new TypeError(message, { cause })
}

it('retries each of 64 parallel reads that met one 503', async () => {
  const clock = new FakeClock()
  const { thing, requests } = observed((_, count) => status(count <= 64 ? 503 : 200), { clock })
  const results = await clock.run(Promise.all(Array.from({ length: 64 }, () => thing())))
  expect(results.every((result) => (result as { ok: boolean }).ok)).toBe(true)
  expect(requests).toHaveLength(128)
})

describe('a write', () => {
  it.each([
    [
      'is not repeated if a read of the socket failed',
      { code: 'EHOSTUNREACH', syscall: 'read' },
      1,
    ],
    ['is not repeated if it is unknown what failed', { code: 'ENETUNREACH' }, 1],
    ['is repeated if the connection failed', { code: 'EHOSTUNREACH', syscall: 'connect' }, 2],
    [
      'is repeated if each address failed',
      { code: 'ENETUNREACH', errors: [{ syscall: 'connect' }] },
      2,
    ],
    ['is repeated if the connection was refused', { code: 'ECONNREFUSED' }, 2],
  ])('%s', async (_, cause, sent) => {
    const clock = new FakeClock()
    const { thing, requests } = observed(
      (_request, count) => (count === 1 ? broken(cause) : status(200)),
      { clock },
    )
    await clock.run(errorOf(thing(write)))
    expect(requests).toHaveLength(sent)
  })
})

describe('the error of a request', () => {
  it.each([
    ['a certificate', () => broken({ code: 'CERT_HAS_EXPIRED' }), 'check the certificate'],
    [
      'another certificate',
      () => broken({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }),
      'check the certificate',
    ],
    [
      'a certificate of Deno',
      () => broken({}, 'invalid peer certificate: Expired'),
      'check the certificate',
    ],
    [
      'a bug in `fetch`',
      () => {
        throw new ReferenceError('x is not defined')
      },
      'The `fetch` option threw it',
    ],
  ])('names %s, and is not retried', async (_, fail, advice) => {
    const { thing, requests } = observed(fail as () => Response)
    const error = await errorOf(thing())
    expect(isNetworkError(error)).toBe(true)
    expect(error?.message).toContain(advice)
    expect(error?.message).toMatch(/^readThing: /)
    expect(requests).toHaveLength(1)
  })

  it('is the same if `fetch` throws instead of returning a promise', async () => {
    const fetch = () => {
      throw new ReferenceError('x is not defined')
    }
    const error = await errorOf(observed(() => status(200), { fetch }).thing())
    expect(error).toMatchObject({ name: 'NetworkError', problem: 'fetch' })
  })

  it('says that `fetch` returned no response', async () => {
    const { thing, requests } = observed(() => undefined as unknown as Response)
    expect(await errorOf(thing())).toMatchObject({ name: 'InputError', parameter: 'fetch' })
    expect(requests).toHaveLength(1)
  })
})

it('asks `shouldRetry`, which may retry more and less', async () => {
  const clock = new FakeClock()
  const seen: FailedAttempt[] = []
  const shouldRetry = (failed: FailedAttempt) => {
    seen.push(failed)
    return failed.response?.status === 404
  }
  const { thing, requests } = observed((_, count) => status(count === 1 ? 404 : 503), {
    clock,
    retry: { shouldRetry },
  })
  expect(await clock.run(thing(write))).toMatchObject({ ok: false, status: 503, attempts: 2 })
  expect(seen).toMatchObject([
    { operation: 'writeThing', attempt: 1, wouldRetry: false, error: undefined },
    { operation: 'writeThing', attempt: 2, wouldRetry: false },
  ])
  expect(requests).toHaveLength(2)
})
