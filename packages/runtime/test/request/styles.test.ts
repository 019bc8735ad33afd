import { expect, it } from 'vitest'
import {
  cookieStyle,
  headerJson,
  headerStyle,
  isInputError,
  type PreparedRequest,
  pathJson,
  pathStyle,
} from '../../src/index.ts'
import { buildPath } from '../../src/request/path.ts'

const reject = (problem: string): never => {
  throw new Error(problem)
}
const array = ['blue', 'a,b']
const object = { R: 100, 'G;': 'x/y' }

const pathOf = (parameter: ReturnType<typeof pathStyle>, value: unknown) =>
  buildPath('/{color}', { color: value }, 'read', { color: parameter })

it.each([
  ['simple', false, array, '/blue,a%2Cb'],
  ['simple', false, object, '/R,100,G%3B,x%2Fy'],
  ['simple', true, object, '/R=100,G%3B=x%2Fy'],
  ['label', false, 'blue', '/.blue'],
  ['label', false, array, '/.blue,a%2Cb'],
  ['label', true, array, '/.blue.a%2Cb'],
  ['label', true, object, '/.R=100.G%3B=x%2Fy'],
  ['matrix', false, 'blue', '/;color=blue'],
  ['matrix', false, array, '/;color=blue,a%2Cb'],
  ['matrix', true, array, '/;color=blue;color=a%2Cb'],
  ['matrix', false, object, '/;color=R,100,G%3B,x%2Fy'],
  ['matrix', true, object, '/;R=100;G%3B=x%2Fy'],
] as const)(
  'sends a path parameter in the style %s, exploded: %s',
  (style, explode, value, path) => {
    expect(pathOf(pathStyle(style, explode), value)).toBe(path)
  },
)

it('sends a path parameter as JSON', () => {
  expect(pathOf(pathJson, { a: '/' })).toBe('/%7B%22a%22%3A%22%2F%22%7D')
})

it.each([
  ['simple', []],
  ['simple', {}],
  ['simple', ['']],
  ['simple', ['..']],
  ['label', '.'],
  ['label', ''],
  ['matrix', undefined],
  ['matrix', [[1]]],
] as const)('rejects a path value that would lead to another path: %s %j', (style, value) => {
  const thrown = (() => {
    try {
      return pathOf(pathStyle(style, true), value)
    } catch (error) {
      return error
    }
  })()
  expect(isInputError(thrown)).toBe(true)
})

function headersOf(serialize: (request: PreparedRequest) => void): Record<string, string> {
  const request = { method: 'GET', url: '', query: [], headers: {}, body: null }
  serialize(request)
  return request.headers
}

it('sends a header that is an array, an object or JSON', () => {
  const sent = (explode: boolean, value: unknown) =>
    headersOf((request) => headerStyle(explode)(request, 'X-A', value, reject))
  expect(sent(false, ['a', 1])).toEqual({ 'x-a': 'a,1' })
  expect(sent(false, { a: 1, b: undefined })).toEqual({ 'x-a': 'a,1' })
  expect(sent(true, { a: 1, b: 2 })).toEqual({ 'x-a': 'a=1,b=2' })
  expect(headersOf((request) => headerJson(request, 'X-A', { a: '😀' }, reject))).toEqual({
    'x-a': '{"a":"\\ud83d\\ude00"}',
  })
})

it('sends a cookie that is an array or an object, beside others', () => {
  const sent = (explode: boolean, value: unknown) =>
    headersOf((request) => {
      cookieStyle(true)(request, 'first', 'x', reject)
      cookieStyle(explode)(request, 'c', value, reject)
    })
  expect(sent(false, ['a', 'b;'])).toEqual({ cookie: 'first=x; c=a,b%3B' })
  expect(sent(true, ['a', 'b'])).toEqual({ cookie: 'first=x; c=a; c=b' })
  expect(sent(true, { a: 1, b: 2 })).toEqual({ cookie: 'first=x; a=1; b=2' })
  expect(sent(false, { a: 1 })).toEqual({ cookie: 'first=x; c=a,1' })
})
