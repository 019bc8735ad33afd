import { describe, expect, it } from 'vitest'
import {
  bodyFields,
  call,
  createContractClient,
  formBody,
  jsonBody,
  multipartBody,
  type Operation,
  rawBody,
} from '../../src/index.ts'
import { buildRequest } from '../../src/request/build-request.ts'

const server = 'https://api.example.com'
const reject = (problem: string): never => {
  throw new Error(problem)
}

const search = {
  id: 'search',
  method: 'POST',
  path: '/search',
  parameters: { fields: bodyFields('fields') },
  body: { type: 'application/json', serialize: jsonBody },
} as const satisfies Operation

describe('a body parameter', () => {
  it.each([
    [{ fields: ['a'], body: { query: 'x' } }, '{"query":"x","fields":["a"]}'],
    [{ body: { query: 'x' }, fields: ['a'] }, '{"query":"x","fields":["a"]}'],
    [{ fields: ['a'] }, '{"fields":["a"]}'],
    [{ body: { query: 'x' } }, '{"query":"x"}'],
  ])('is added to the body before it is serialized: %j', (input, body) => {
    expect(buildRequest(search, server, input)).toMatchObject({
      body,
      headers: { 'content-type': 'application/json' },
    })
  })

  it('leaves the input unchanged', () => {
    const input = { body: { query: 'x' }, fields: ['a'] }
    buildRequest(search, server, input)
    expect(input).toEqual({ body: { query: 'x' }, fields: ['a'] })
  })
})

describe('a body serializer', () => {
  it('returns the body and its content type', () => {
    expect(jsonBody([1], 'application/vnd.api+json', reject)).toEqual({
      body: '[1]',
      contentType: 'application/vnd.api+json',
    })
    const form = new URLSearchParams({ a: '1' })
    expect(formBody(form, 'application/x-www-form-urlencoded', reject).body).toBe(form)
  })

  it('sends a file of a media range with its own type', () => {
    const png = new Blob(['png'], { type: 'image/png' })
    expect(rawBody(png, 'image/*', reject).contentType).toBe('image/png')
    expect(rawBody(png, 'image/webp', reject).contentType).toBe('image/webp')
    expect(rawBody(new Blob([]), 'image/*', reject).contentType).toBe('application/octet-stream')
  })

  it('leaves the content type of a FormData to fetch', () => {
    const form = new FormData()
    expect(multipartBody(form, 'multipart/form-data', reject)).toEqual({ body: form })
  })
})

it('lets headers of the call override the content type', async () => {
  const sent: unknown[] = []
  const fetch = async (_: string, { headers }: RequestInit) => {
    sent.push(headers)
    return Response.json({})
  }
  const headers = { 'Content-Type': 'application/merge-patch+json' }
  await call(createContractClient({ server }, { fetch }), search, { body: {} }, { headers })
  expect(sent).toMatchObject([{ 'content-type': 'application/merge-patch+json' }])
})
