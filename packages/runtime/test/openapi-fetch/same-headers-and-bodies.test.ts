import { describe, it } from 'vitest'
import { compare, get, post } from './compare.ts'

describe('headers', () => {
  const headers = { 'x-a': 'a', 'X-B': 'b', 'x-c': 'c' }
  it('of the client, of a call and of parameters', () =>
    compare(
      get('/a', {
        headers: { 'x-b': 1, 'x-c': null, 'x-d': true, 'x-e': ['a', 2], 'x-f': undefined },
        params: { header: { 'x-a': 'parameter' } },
      }),
      { headers },
    ))

  it.each([new Headers(headers), Object.entries(headers) as [string, string][]])('as %o', (given) =>
    compare(get('/a', { headers: { 'x-b': null } }), { headers: given as never }),
  )

  it('a cookie, and an authorization of the caller', () =>
    compare(get('/a', { headers: { cookie: 'a=b', authorization: 'Bearer own' } })))

  it('an invalid one', () => compare(get('/a', { headers: { 'bad name': 'x' } })))
})

describe('bodies', () => {
  const form = new FormData()
  form.append('a', 'b')
  form.append('file', new File(['abc'], 'a.txt', { type: 'text/plain' }))
  const asIs = { bodySerializer: (body: unknown) => body }

  it.each([undefined, null, false, 0, '', 'a', [1], { a: 'é' }, new Date(0)])('%j', (body) =>
    compare(post('/a', { body })),
  )

  it('a form of the platform', () => compare(post('/a', { body: form })))

  it.each([
    ['a URL-encoded form', 'application/x-www-form-urlencoded'],
    ['another media type', 'application/my-json'],
  ])('%s', (_, type) =>
    compare(post('/a', { body: { a: 1, b: 'x y' }, headers: { 'Content-Type': type } })),
  )

  it('without a media type', () =>
    compare(post('/a', { body: { a: 1 }, headers: { 'content-type': null } })))

  it.each([
    ['a Blob', new Blob(['abc'], { type: 'image/png' })],
    ['bytes', Uint8Array.of(97, 98)],
    ['a URLSearchParams', new URLSearchParams({ a: 'b' })],
    ['a form', form],
    ['a stream', new Blob(['abc']).stream()],
    ['undefined', undefined],
  ])('a serializer that returns %s', async (_, body) => {
    await compare(post('/a', { body, ...asIs }))
    await compare(post('/a', { body, ...asIs, headers: { 'content-type': null } }))
  })

  it('a serializer of the client, which reads the headers', () =>
    compare(post('/a', { body: { a: 1 }, headers: { 'x-a': 'b' } }), {
      bodySerializer: (body: unknown) => `own ${JSON.stringify(body)}`,
    }))
})
