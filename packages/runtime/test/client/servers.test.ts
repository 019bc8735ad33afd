import { expect, it } from 'vitest'
import { serverUrls } from '../../src/client/servers.ts'

const contract = {
  server: 'https://api.example.com',
  servers: ['https://api.example.com', 'https://{region}.example.com', 'https://{domain}'],
  variables: { region: 'eu' },
}

it('resolves a server of the contract, with the default values of its variables', () => {
  const serverUrl = serverUrls(contract, {})
  expect(serverUrl()).toBe('https://api.example.com')
  expect(serverUrl('https://{region}.example.com/')).toBe('https://eu.example.com')
})

it('prefers variables of the options', () => {
  const serverUrl = serverUrls(contract, { serverVariables: { region: 'us' } })
  expect(serverUrl('https://{region}.example.com')).toBe('https://us.example.com')
})

it('maps hosts to base URLs, after variables were filled in', () => {
  const serverUrl = serverUrls(contract, { baseUrl: { 'eu.example.com': 'http://127.0.0.1:1' } })
  expect(serverUrl('https://{region}.example.com')).toBe('http://127.0.0.1:1')
  expect(serverUrl()).toBe('https://api.example.com')
})

it.each([
  ['a host that the contract does not have', { 'api.exampel.com': 'http://127.0.0.1:1' }],
  ['a server instead of a host', { 'https://api.example.com': 'http://127.0.0.1:1' }],
  ['a fragment', 'http://127.0.0.1:1/#a'],
  ['a query', 'http://127.0.0.1:1/?a=1'],
  ['a query in a map', { 'api.example.com': 'http://127.0.0.1:1/?a=1' }],
  ['a Map', new Map([['api.example.com', 'http://127.0.0.1:1']])],
  ['an array', ['http://127.0.0.1:1']],
  ['null', null],
  ['a number', 4010],
  ['no URL in a map', { 'api.example.com': undefined }],
])('rejects a base URL with %s, so that no request goes to production', (_, baseUrl) => {
  expect(() => serverUrls(contract, { baseUrl: baseUrl as string })).toThrow(
    expect.objectContaining({
      name: 'InputError',
      parameter: expect.stringMatching(/^baseUrl(\.(https:\/\/)?api\.exampe?l?\w*\.com)?$/),
    }),
  )
})

it('accepts URL objects', () => {
  const url = new URL('http://127.0.0.1:4010/base/')
  expect(serverUrls(contract, { baseUrl: url })()).toBe('http://127.0.0.1:4010/base')
  expect(serverUrls(contract, { baseUrl: { 'api.example.com': url } })()).toBe(
    'http://127.0.0.1:4010/base',
  )
})

it('rejects a server with an unset variable at each call', () => {
  const serverUrl = serverUrls(contract, {})
  for (let count = 0; count < 2; count += 1) {
    expect(() => serverUrl('https://{domain}')).toThrow(
      '`serverVariables` must make https://{domain} an http(s) URL without credentials, query and fragment.',
    )
  }
})
