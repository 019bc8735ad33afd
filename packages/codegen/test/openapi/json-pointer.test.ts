import { escapePointerFragment, unescapePointerFragment } from '@redocly/openapi-core'
import { expect, it } from 'vitest'
import {
  escapePointer,
  pointerNames,
  pointerTo,
  unescapePointer,
  valueAt,
} from '../../src/openapi/json-pointer.ts'

const names = [
  '',
  'a',
  'a/b',
  '~',
  '~1',
  '~01',
  'a~b/c',
  'ü',
  '100%',
  '%7E1',
  '%2Fa',
  'a b',
  '{id}',
]

it.each(names)('escapes and unescapes %j as Redocly does', (name) => {
  expect(escapePointer(name)).toBe(escapePointerFragment(name))
  expect(unescapePointer(name)).toBe(unescapePointerFragment(name))
})

it('returns the names of a pointer and the pointer of names', () => {
  expect(pointerTo('paths', '/users/{id}', 'get')).toBe('#/paths/~1users~1{id}/get')
  expect(pointerNames('#/paths/~1users~1{id}/get')).toEqual(['paths', '/users/{id}', 'get'])
  expect(pointerNames('#/a~1b%20c')).toEqual(['a/b c'])
  expect(pointerNames('#/')).toEqual([])
})

it('returns the value at a pointer or a path', () => {
  const root = { a: { 'b/c': [{ d: 1 }] } }
  expect(valueAt(root, '#/a/b~1c/0/d')).toBe(1)
  expect(valueAt(root, ['a', 'b/c', '0', 'd'])).toBe(1)
  expect(valueAt(root, '#/a/missing/d')).toBeUndefined()
})
