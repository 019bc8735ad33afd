import { describe, expect, it } from 'vitest'
import { encodeBasic, header, isCredentialError, type Operation } from '../../src/index.ts'
import { observed, read, status } from '../helpers.ts'

const readBasic: Operation = {
  ...read,
  security: [
    [
      {
        serialize: header,
        name: 'authorization',
        prefix: 'Basic ',
        encode: encodeBasic,
        option: 'token',
      },
    ],
  ],
}

async function sent(token: unknown, callOptions = {}): Promise<string | null | undefined> {
  const { thing, requests } = observed(() => status(200), { token })
  await thing(readBasic, callOptions)
  return requests[0]?.headers.get('authorization')
}

describe('a credential of Basic authentication', () => {
  it.each([
    ['a user name with a password', { username: 'ada', password: 'pass' }],
    ['a string', 'ada:pass'],
    ['a string that is encoded already', 'YWRhOnBhc3M='],
    ['a function that returns a user name', () => ({ username: 'ada', password: 'pass' })],
    ['a function that returns a string', async () => 'ada:pass'],
    ['a value that expires', () => ({ value: 'ada:pass', expiresAt: Date.now() + 3_600_000 })],
  ])('may be %s', async (_, token) => {
    expect(await sent(token)).toBe('Basic YWRhOnBhc3M=')
  })

  it('has a password of any characters, or none', async () => {
    expect(await sent({ username: 'ada', password: 'ä : €' })).toBe('Basic YWRhOsOkIDog4oKs')
    expect(await sent('key:')).toBe('Basic a2V5Og==')
  })

  it('may be one of a call', async () => {
    const credentials = { token: { username: 'ada', password: 'pass' } }
    expect(await sent('other:one', { credentials })).toBe('Basic YWRhOnBhc3M=')
  })

  it.each([[{ username: 'a:b', password: 'c' }], [{ username: 'ada' }], [7], ['']])(
    'is rejected before a request is sent: %j',
    async (token) => {
      const { thing, requests } = observed(() => status(200), { token })
      const error = await thing(readBasic).then(undefined, (thrown: unknown) => thrown)
      expect(isCredentialError(error)).toBe(true)
      expect(requests).toEqual([])
    },
  )

  it('is sent once where it is fixed, also after a 401', async () => {
    const token = { username: 'ada', password: 'pass' }
    const { thing, requests } = observed(() => status(401), { token })
    expect(await thing(readBasic)).toMatchObject({ ok: false, status: 401 })
    expect(requests).toHaveLength(1)
  })
})
