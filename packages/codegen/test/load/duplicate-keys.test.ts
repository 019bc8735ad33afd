import { expect, it } from 'vitest'
import { hasNoDuplicateKeys } from '../../src/load/duplicate-keys.ts'

it.each([
  ['{"a": 1, "b": [{"a": 2}], "c": {"a": 3}}', true],
  ['{"a": 1, "a": 2}', false],
  ['{"a": {"b": 1, "b": 1}}', false],
  ['{"a" : 1, "b"\n\t: 2}', true],
  ['{"a": 1, "a"\n\t: 2}', false],
  ['{"a": "\\"b\\": 1", "b": ": 2", "c": ":"}', true],
  ['{"a\\\\": 1, "a\\\\": 2}', false],
  ['{"a\\"": 1, "b\\\\\\"": "\\\\"}', true],
  ['["a", "a", ":", {}, ""]', true],
  ['"a"', true],
])('finds out whether %s has a key twice', (json, expected) => {
  expect(hasNoDuplicateKeys(JSON.parse(json), json)).toBe(expected)
})
