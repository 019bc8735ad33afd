import { describe, expect, it } from 'vitest'
import {
  allowReserved,
  formBody,
  formBodyWith,
  formDeepObject,
  multipartBody,
  multipartBodyWith,
  query,
  queryCommaDelimited,
  queryJson,
  queryPipeDelimited,
  querySpaceDelimited,
  type SerializedBody,
} from '../../src/index.ts'

const urlEncoded = 'application/x-www-form-urlencoded'
const reject = (problem: string): never => {
  throw new Error(problem)
}

const sent = (serialize: typeof formBody, value: unknown) =>
  decodeURIComponent(`${serialize(value, urlEncoded, reject).body}`)

describe('a URL-encoded form', () => {
  it.each([
    [{ a: 'b c', d: 1, e: true }, 'a=b+c&d=1&e=true'],
    [{ a: ['x', 'y'] }, 'a=x&a=y'],
    [{ a: { b: { c: 1 } } }, 'a[b][c]=1'],
    [{ a: { b: ['x', 'y'] } }, 'a[b][]=x&a[b][]=y'],
    [
      { items: [{ price: 'p' }, { price: 'q', n: 2 }] },
      'items[0][price]=p&items[1][price]=q&items[1][n]=2',
    ],
    [{ a: [['x'], ['y', 'z']] }, 'a[0][]=x&a[1][]=y&a[1][]=z'],
    [{ a: undefined, b: null, c: { d: null }, e: [null, 'x'], f: [], g: {} }, 'e=x'],
    [{ at: new Date(0), flag: false }, 'at=1970-01-01T00:00:00.000Z&flag=false'],
  ])('has %j as %s', (value, expected) => {
    expect(sent(formBody, value)).toBe(expected)
  })

  it('escapes names and values', () => {
    const { body } = formBody({ 'a&b': { 'c]=': 'd&e=f+g' } }, urlEncoded, reject)
    expect(body).toBe('a%26b[c%5D%3D]=d%26e%3Df%2Bg')
  })

  it('obeys the encoding of a property', () => {
    const serialize = formBodyWith({
      comma: queryCommaDelimited,
      space: querySpaceDelimited,
      pipe: queryPipeDelimited,
      json: queryJson,
      deep: formDeepObject,
      url: allowReserved(query),
    })
    const value = {
      comma: ['a', 'b'],
      space: ['a', 'b'],
      pipe: ['a', 'b'],
      json: { a: ['b'] },
      deep: ['a', 'b'],
      url: 'https://a/?b',
      constructor: 'c',
    }
    expect(sent(serialize, value)).toBe(
      'comma=a,b&space=a+b&pipe=a|b&json={"a":["b"]}&deep[]=a&deep[]=b&url=https://a/?b&constructor=c',
    )
  })

  it.each([
    [{ a: new Map() }, 'must be a string'],
    [{ a: [new Blob(['x'])] }, 'must be a string'],
    [new Map(), 'must be a plain object'],
    [[], 'must be a plain object'],
    [new ArrayBuffer(1), 'must be a plain object'],
    [null, 'must be a plain object'],
  ])('rejects %o', (value, problem) => {
    expect(() => formBody(value, urlEncoded, reject)).toThrow(problem)
  })
})

async function bodyText({ body, contentType = '' }: SerializedBody): Promise<string> {
  const [, boundary = ''] = contentType.split('boundary=')
  return (await new Response(body).text()).replaceAll(boundary, 'B')
}

describe('a multipart form', () => {
  const type = 'multipart/form-data'
  const part = (headers: string, content: string) => `--B\r\n${headers}\r\n\r\n${content}\r\n`
  const named = (name: string) => `Content-Disposition: form-data; name="${name}"`

  it('has objects as JSON without a file name, and files with theirs', async () => {
    const value = {
      name: 'é',
      profile: { a: [1] },
      file: new File(['abc'], 'a "b".txt', { type: 'text/plain' }),
      bytes: Uint8Array.of(100),
      tags: ['x', 'y', null],
      rows: [{ a: 1 }, { a: 2 }],
      none: null,
    }
    expect(await bodyText(multipartBody(value, type, reject))).toBe(
      [
        part(named('name'), 'é'),
        part(`${named('profile')}\r\nContent-Type: application/json`, '{"a":[1]}'),
        part(`${named('file')}; filename="a %22b%22.txt"\r\nContent-Type: text/plain`, 'abc'),
        part(`${named('bytes')}; filename="blob"\r\nContent-Type: application/octet-stream`, 'd'),
        part(named('tags'), 'x'),
        part(named('tags'), 'y'),
        part(`${named('rows')}\r\nContent-Type: application/json`, '{"a":1}'),
        part(`${named('rows')}\r\nContent-Type: application/json`, '{"a":2}'),
        '--B--\r\n',
      ].join(''),
    )
  })

  it('obeys the encoding of a property', async () => {
    const serialize = multipartBodyWith({
      image: 'image/png',
      id: 'application/json',
      note: 'text/csv',
      table: 'text/csv, application/vnd.ms-excel',
      photo: 'image/*',
      where: formDeepObject,
      list: queryCommaDelimited,
    })
    const value = {
      image: new Blob(['png']),
      id: 'a',
      note: 'b',
      table: [new Blob(['i']), new Blob(['j'], { type: 'application/vnd.ms-excel' })],
      photo: [new Blob(['k'], { type: 'image/webp' }), new Blob(['l'])],
      where: { 'c d': ['e=f'] },
      list: ['g', 'h'],
    }
    expect(await bodyText(serialize(value, type, reject))).toBe(
      [
        part(`${named('image')}; filename="blob"\r\nContent-Type: image/png`, 'png'),
        part(`${named('id')}\r\nContent-Type: application/json`, '"a"'),
        part(`${named('note')}\r\nContent-Type: text/csv`, 'b'),
        part(`${named('table')}; filename="blob"\r\nContent-Type: text/csv`, 'i'),
        part(`${named('table')}; filename="blob"\r\nContent-Type: application/vnd.ms-excel`, 'j'),
        part(`${named('photo')}; filename="blob"\r\nContent-Type: image/webp`, 'k'),
        part(`${named('photo')}; filename="blob"\r\nContent-Type: application/octet-stream`, 'l'),
        part(named('where[c d][]'), 'e=f'),
        part(named('list'), 'g,h'),
        '--B--\r\n',
      ].join(''),
    )
  })

  it('cannot be left through a name', async () => {
    const text = await bodyText(multipartBody({ 'a"\r\nX: y': 'b' }, type, reject))
    expect(text).toBe(`${part(named('a%22%0D%0AX: y'), 'b')}--B--\r\n`)
  })

  it('has another boundary in each request', () => {
    const [a, b] = [1, 2].map(() => multipartBody({}, type, reject).contentType)
    expect(a).not.toBe(b)
  })

  it.each([
    [{ a: Number.NaN }, 'must be a finite number'],
    [{ a: { b: new Blob([]) } }, 'it has a Blob at b'],
    [{ a: new Map() }, 'it has a Map'],
  ])('rejects %o', (value, problem) => {
    expect(() => multipartBody(value, type, reject)).toThrow(problem)
  })
})
