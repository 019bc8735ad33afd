import { expect, it } from 'vitest'
import { redactHeaders, redactUrl } from '../../src/transport/redact.ts'

it('redacts user information, secret-looking query parameters and headers', () => {
  expect(redactUrl('https://user:pass@api.example.com/a?token=x&page=2&api_key=y')).toBe(
    'https://api.example.com/a?token=%5Bredacted%5D&page=2&api_key=%5Bredacted%5D',
  )
  expect(
    redactHeaders(
      new Headers({ authorization: 'Bearer x', 'x-api-key': 'y', cookie: 'sid=z', accept: '*/*' }),
    ),
  ).toEqual({
    accept: '*/*',
    authorization: '[redacted]',
    cookie: '[redacted]',
    'x-api-key': '[redacted]',
  })
})
