import { describe, expect, it } from 'vitest'
import { readSettings, SettingError } from '../src/settings.ts'

const id = '61100af5c548eb5c7ebc7819'

it('has defaults, also for empty variables', () => {
  const settings = readSettings({})
  expect(settings).toMatchObject({
    isMocked: true,
    communityIds: ['6167dba9c548eb5c7ec28057'],
    port: 3000,
    requestsPerSecond: 1000,
    databaseUrl: undefined,
    access: { host: undefined, publicUrl: undefined, password: undefined, proxy: undefined },
  })
  const empty = { RETURNING_BASE_URL: '', RETURNING_TOKEN: ' ', PORT: '', HOST: '' }
  expect(readSettings({ ...empty, DATABASE_URL: '' })).toEqual(settings)
})

it('uses the real API, slowly and without emails, if there is a token', () => {
  const settings = readSettings({ RETURNING_TOKEN: 'fake-token\n', RETURNING_COMMUNITY_ID: id })
  expect(settings).toMatchObject({
    isMocked: false,
    baseUrl: undefined,
    token: 'fake-token',
    communityIds: [id],
    requestsPerSecond: 10,
  })
  expect(settings.fields).not.toContain('email')
})

it('reads lists', () => {
  const lists = { RETURNING_COMMUNITY_ID: `${id}, ${id}`, RETURNING_FIELDS: 'email, lastLogin' }
  expect(readSettings(lists)).toMatchObject({
    communityIds: [id],
    fields: ['email', 'lastLogin'],
  })
})

it.each([
  [{ PORT: 'http' }, 'PORT must be an integer from 0 to 65535, received "http"'],
  [{ PORT: '65536' }, 'PORT must be an integer from 0 to 65535, received "65536"'],
  [{ RETURNING_BASE_URL: 'api.returning.ai' }, 'must be an http(s) URL such as https://api'],
  [{ RETURNING_BASE_URL: 'file:///etc' }, 'must be an http(s) URL such as https://api'],
  [{ RETURNING_COMMUNITY_ID: `${id},x` }, 'received "x"'],
  [{ RETURNING_FIELDS: 'password' }, 'received "password"'],
  [{ REQUESTS_PER_SECOND: '0' }, 'REQUESTS_PER_SECOND must be a number above 0'],
  [{ PAGE_SIZE: '0' }, 'PAGE_SIZE must be an integer from 1'],
  [{ DIRECTORY_PASSWORD: 'short' }, 'at least 12 characters'],
  [{ PROXY_USER_HEADER: 'x-user' }, 'must be set together'],
  [{ PUBLIC_URL: 'members.example.com' }, 'PUBLIC_URL must be an http(s) URL'],
  [{ PUBLIC_URL: 'http://members.example.com' }, 'PUBLIC_URL must start with https://'],
])('rejects %o', (env, message) => {
  expect(() => readSettings(env)).toThrow(SettingError)
  expect(() => readSettings(env)).toThrow(message)
})

describe('an address that others can reach', () => {
  const host = { HOST: '0.0.0.0' }
  const publicUrl = { PUBLIC_URL: 'https://members.example.com' }
  const password = { DIRECTORY_PASSWORD: 'fake-password-for-tests' }

  it('is locked by default', () => {
    expect(() => readSettings(host)).toThrow('Set PUBLIC_URL')
    expect(() => readSettings({ ...host, ...publicUrl })).toThrow(
      'Set DIRECTORY_PASSWORD, or PROXY',
    )
    expect(() => readSettings({ HOST: '192.168.0.1' })).toThrow(SettingError)
  })

  it('is allowed with a password, or with a proxy', () => {
    expect(readSettings({ ...host, ...publicUrl, ...password }).access).toMatchObject({
      host: '0.0.0.0',
      password: 'fake-password-for-tests',
    })
    const proxy = { PROXY_USER_HEADER: 'X-User', PROXY_ADDRESSES: '10.0.0.1, 10.0.0.2' }
    expect(readSettings({ ...host, ...publicUrl, ...proxy }).access.proxy).toEqual({
      header: 'x-user',
      addresses: ['10.0.0.1', '10.0.0.2'],
    })
  })

  it.each(['localhost', '127.0.0.1', '::1'])('is not %s', (loopback) => {
    expect(readSettings({ HOST: loopback }).access.host).toBeUndefined()
  })
})
