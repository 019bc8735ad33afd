import { expect, it } from 'vitest'
import { jsonBody, multipartBody } from '../../src/index.ts'

const reject = (problem: string): never => {
  throw new Error(problem)
}

it.each([
  ['NaN', { a: { b: Number.NaN } }, 'it has NaN at a.b'],
  ['Infinity', [Number.POSITIVE_INFINITY], 'it has Infinity at 0'],
  ['a Map', { rows: [new Map()] }, 'it has a Map at rows.0'],
  ['a Set', new Set([1]), 'it has a Set'],
  ['a Blob', { file: new Blob(['x']) }, 'it has a Blob at file'],
  ['bytes', { file: new Uint8Array(1) }, 'it has a Uint8Array at file'],
  ['a promise', { a: Promise.resolve(1) }, 'it has a Promise at a'],
  ['a function', { a: () => 1 }, 'it has a function at a'],
])('rejects %s in JSON, which would be lost', (_, value, problem) => {
  expect(() => jsonBody(value, 'application/json', reject)).toThrow(problem)
})

it('sends what JSON holds: dates, undefined, classes and values with toJSON', () => {
  class Point {
    x = 1
  }
  const at = new Date('2026-01-01T00:00:00Z')
  const value = {
    at,
    a: undefined,
    point: new Point(),
    url: new URL('https://a.example/'),
    n: null,
  }
  expect(jsonBody(value, 'application/json', reject).body).toBe(JSON.stringify(value))
})

it.each([
  ['a Buffer', Buffer.from('abc')],
  ['a typed array', new Uint8Array([97, 98, 99])],
  ['an ArrayBuffer', new Uint8Array([97, 98, 99]).buffer],
  ['a DataView', new DataView(new Uint8Array([97, 98, 99]).buffer)],
])('sends %s in a multipart form as a file', async (_, file) => {
  const { body, contentType = '' } = multipartBody({ file }, 'multipart/form-data', reject)
  const form = await new Response(body, { headers: { 'content-type': contentType } }).formData()
  const part = form.get('file')
  expect(part).toBeInstanceOf(Blob)
  expect(await (part as Blob).text()).toBe('abc')
})
