import { FakeClock } from '@repo/testing/fake-clock'
import { describe, expect, it } from 'vitest'
import { type CredentialReason, isCredentialError, isTimeoutError } from '../../src/index.ts'
import { observed, read, status } from '../helpers.ts'

/** A provider that returns `t1`, `t2`, … and counts its calls. */
function provider() {
  const reasons: CredentialReason[] = []
  const token = ({ reason }: { reason: CredentialReason }) => {
    reasons.push(reason)
    return `t${reasons.length}`
  }
  return { reasons, token }
}

const second = { ...read, id: 'readOther' }
const tokenOf = (request: Request) => request.headers.get('authorization')?.slice(7)
const errorOf = (call: PromiseLike<unknown>) =>
  call.then(
    () => undefined,
    (error: unknown) => error as Error,
  )

describe('a token that was refused when it was fresh', () => {
  it('is renewed again after a minute', async () => {
    const clock = new FakeClock()
    const { token, reasons } = provider()
    const { thing } = observed((request) => status(tokenOf(request) === 't3' ? 200 : 401), {
      token,
      clock,
    })
    for (let calls = 0; calls < 5; calls += 1)
      expect((await thing()) as object).toMatchObject({ ok: false })
    expect(reasons).toHaveLength(2)
    clock.time += 61_000
    expect(await thing()).toMatchObject({ ok: true })
    expect(reasons).toHaveLength(3)
  })

  it('is renewed again after a success', async () => {
    const { token, reasons } = provider()
    // The permission is granted, and later the token is revoked.
    const accepted = new Set(['t2', 't3'])
    let granted = false
    const { thing } = observed(
      (request) => status(granted && accepted.has(tokenOf(request) ?? '') ? 200 : 401),
      { token },
    )
    expect(await thing()).toMatchObject({ ok: false })
    granted = true
    expect(await thing()).toMatchObject({ ok: true })
    accepted.delete('t2')
    expect(await thing()).toMatchObject({ ok: true })
    expect(reasons).toHaveLength(3)
  })

  it('is renewed again after it expired', async () => {
    const clock = new FakeClock()
    const reasons: string[] = []
    const token = ({ reason }: { reason: string }) => {
      reasons.push(reason)
      return { value: `t${reasons.length}`, expiresAt: clock.now() + 40_000 }
    }
    const { thing } = observed((request) => status(tokenOf(request) === 't4' ? 200 : 401), {
      token,
      clock,
    })
    expect(await thing()).toMatchObject({ ok: false })
    clock.time += 11_000
    expect(await thing()).toMatchObject({ ok: true })
    expect(reasons).toEqual(['initial', 'unauthorized', 'expired', 'unauthorized'])
  })

  it('is not renewed by two operations in turns without end', async () => {
    const { token, reasons } = provider()
    const allowed = { ...read, id: 'readAllowed', path: '/allowed' }
    const { thing } = observed(({ url }) => status(url.endsWith('/allowed') ? 200 : 401), { token })
    for (let turns = 0; turns < 10; turns += 1) {
      await thing(read)
      await thing(allowed)
      await thing(second)
    }
    expect(reasons.length).toBeLessThanOrEqual(3)
  })
})

describe('a provider that hangs', () => {
  it('is bounded by the time limit of the call, and called again by the next one', async () => {
    const clock = new FakeClock()
    let calls = 0
    const token = () => {
      calls += 1
      return calls === 1 ? new Promise<string>(() => {}) : 'fake-token'
    }
    const { thing, requests } = observed(() => status(200), { token, clock, retry: false })
    const error = await clock.run(errorOf(thing()))
    expect(isTimeoutError(error) && error.limit).toBe('timeout')
    expect(error?.message).toBe('readThing: No credential within 30000 ms; raise `timeout`.')
    expect(requests).toHaveLength(0)
    expect(await thing()).toMatchObject({ ok: true })
    expect(calls).toBe(2)
  })

  it('does not replace a later value when it returns late', async () => {
    const clock = new FakeClock()
    const late = Promise.withResolvers<string>()
    let calls = 0
    const token = () => {
      calls += 1
      return calls === 1 ? late.promise : `t${calls}`
    }
    const { thing, requests } = observed(() => status(200), { token, clock, retry: false })
    await clock.run(errorOf(thing()))
    await thing()
    late.resolve('t1')
    await new Promise(setImmediate)
    await thing()
    expect(requests.map(tokenOf)).toEqual(['t2', 't2'])
  })

  it('is not called again because a caller aborted', async () => {
    let calls = 0
    const fetched = Promise.withResolvers<string>()
    const token = () => {
      calls += 1
      return fetched.promise
    }
    const { thing } = observed(() => status(200), { token })
    const controller = new AbortController()
    const aborted = errorOf(thing(read, { signal: controller.signal }))
    await new Promise(setImmediate)
    controller.abort()
    expect(await aborted).toMatchObject({ name: 'AbortError' })
    const next = Promise.resolve(thing())
    fetched.resolve('t1')
    expect(await next).toMatchObject({ ok: true })
    expect(calls).toBe(1)
  })
})

const now = Date.parse('2026-01-01T00:00:00Z')

it.each([
  ['seconds', now / 1000 + 3600],
  ['a string', '2030-01-01T00:00:00Z'],
  ['NaN', Number.NaN],
  ['an invalid date', new Date('soon')],
  ['microseconds', now * 1000],
  ['null', null],
])('rejects an `expiresAt` of %s', async (_, expiresAt) => {
  const clock = new FakeClock()
  const { thing, requests } = observed(() => status(200), {
    clock,
    token: () => ({ value: 'fake-token', expiresAt }),
  })
  const error = await errorOf(thing())
  expect(isCredentialError(error) && error.message).toContain(
    '`expiresAt` that is no sensible time',
  )
  expect(requests).toHaveLength(0)
})

it('names option and operation of an empty token, and says that it is empty', async () => {
  for (const token of ['', () => '', async () => ({ value: '', expiresAt: new Date() })]) {
    const error = await errorOf(observed(() => status(200), { token }).thing())
    expect(isCredentialError(error) && [error.options, error.operation]).toEqual([
      ['token'],
      'readThing',
    ])
    expect(error?.message).toContain('readThing: The credential `token` is empty')
  }
})

it('gives each of several calls its own error of a failed provider', async () => {
  const token = async () => Promise.reject(new Error('vault sealed'))
  const { thing } = observed(() => status(200), { token })
  const [one, two] = await Promise.all([errorOf(thing(read)), errorOf(thing(second))])
  expect([one, two]).toMatchObject([{ operation: 'readThing' }, { operation: 'readOther' }])
  expect(one?.cause).toBe(two?.cause)
})

describe('a call with a credential of its own', () => {
  it('sends it, and leaves that of the client as it is', async () => {
    const { thing, requests } = observed(() => status(200))
    await thing(read, { credentials: { token: 'fake-other' } })
    await thing()
    expect(requests.map(tokenOf)).toEqual(['fake-other', 'fake-token'])
  })

  it('rejects a credential that the contract does not have', async () => {
    const { thing, requests } = observed(() => status(200))
    const error = await errorOf(thing(read, { credentials: { tokken: 'x' } }))
    expect(error).toMatchObject({ name: 'InputError', parameter: 'credentials.tokken' })
    expect(requests).toHaveLength(0)
  })
})
