import { expect, it } from 'vitest'
import { readSettings, SettingError } from '../src/settings.ts'

it('has defaults, also for empty variables', () => {
  const defaults = {
    baseUrl: undefined,
    token: undefined,
    communityId: '6167dba9c548eb5c7ec28057',
    port: 3000,
  }
  expect(readSettings({})).toEqual(defaults)
  expect(
    readSettings({
      RETURNING_BASE_URL: '',
      RETURNING_TOKEN: ' ',
      RETURNING_COMMUNITY_ID: '',
      PORT: '',
    }),
  ).toEqual(defaults)
})

it('reads the variables, without the line break of a copied token', () => {
  const env = {
    RETURNING_BASE_URL: 'https://api.returning.ai',
    RETURNING_TOKEN: 'fake-token\n',
    RETURNING_COMMUNITY_ID: 'x',
    PORT: '0',
  }
  expect(readSettings(env)).toEqual({
    baseUrl: 'https://api.returning.ai',
    token: 'fake-token',
    communityId: 'x',
    port: 0,
  })
})

it.each([
  [{ PORT: 'http' }, 'PORT must be an integer from 0 to 65535, received "http"'],
  [{ PORT: '65536' }, 'PORT must be an integer from 0 to 65535, received "65536"'],
  [
    { RETURNING_BASE_URL: 'api.returning.ai' },
    'must be an http(s) URL such as https://api.returning.ai',
  ],
  [
    { RETURNING_BASE_URL: 'file:///etc' },
    'must be an http(s) URL such as https://api.returning.ai',
  ],
])('rejects %o', (env, message) => {
  expect(() => readSettings(env)).toThrow(SettingError)
  expect(() => readSettings(env)).toThrow(message)
})
