import { expect, it } from 'vitest'
import { serverUrls } from '../../src/client/servers.ts'

const contract = { server: 'https://api.example.com', variables: { region: 'eu' } }

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

it('does not mistake a host of the options for a server of the contract', () => {
  const host = 'https://api.example.com'
  const serverUrl = serverUrls(contract, { baseUrl: { [host]: 'http://127.0.0.1:1' } })
  expect(serverUrl()).toBe(host)
  expect(serverUrl()).toBe(host)
})

it('rejects a server with an unset variable at each call', () => {
  const serverUrl = serverUrls(contract, {})
  for (let count = 0; count < 2; count += 1) {
    expect(() => serverUrl('https://{domain}')).toThrow(
      'https://{domain} must be an http(s) URL without credentials; check `serverVariables`.',
    )
  }
})
