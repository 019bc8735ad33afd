import { expect, it } from 'vitest'
import { isSecretIn, redactHeaders, redactUrl, withUrl } from '../../src/transport/redact.ts'

const isSecret = isSecretIn(['X-Anything'], undefined, ['vip'])

it('redacts user information and the query parameters that the contract names', () => {
  expect(
    redactUrl(
      'https://user:pass@api.example.com/a?x-anything=x&page=2&f[vip]=y&keyword=z',
      isSecret,
    ),
  ).toBe(
    'https://api.example.com/a?x-anything=%5Bredacted%5D&page=2&f%5Bvip%5D=%5Bredacted%5D&keyword=z',
  )
})

it('redacts the headers that HTTP and the contract name, and no others', () => {
  const headers = new Headers({
    authorization: 'Bearer x',
    'x-anything': 'y',
    cookie: 'sid=z',
    'x-author': 'Ada',
  })
  expect(redactHeaders(headers, isSecret)).toEqual({
    authorization: '[redacted]',
    'x-anything': '[redacted]',
    cookie: '[redacted]',
    'x-author': 'Ada',
  })
})

it('replaces the URL of a response and keeps the rest', async () => {
  const response = Response.json({ a: 1 }, { status: 201, headers: { 'x-a': 'b' } })
  const shown = withUrl(response, 'https://api.example.com/')
  expect(shown.url).toBe('https://api.example.com/')
  expect([shown.status, shown.headers.get('x-a'), await shown.json()]).toEqual([201, 'b', { a: 1 }])
  expect(withUrl(new Response(null, { status: 204 }), 'https://a.example').status).toBe(204)
})
