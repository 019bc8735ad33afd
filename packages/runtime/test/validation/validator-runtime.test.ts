import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  codePointLength,
  equal,
  isDate,
  isDateTime,
  isEmail,
  isUri,
  isUuid,
} from '../../src/validation/validator-runtime.ts'

it.each([
  [
    'date-time',
    isDateTime,
    [
      '2023-12-01T10:30:00Z',
      '2024-02-29t23:59:60.123z',
      '2000-02-29T00:00:00+01:30',
      '2016-12-31T23:59:60Z',
      '2017-01-01T01:29:60+01:30',
      '2016-12-31T15:59:60-08:00',
    ],
    [
      '2023-02-29T00:00:00Z',
      '2023-12-01',
      '2023-12-01T25:00:00Z',
      '2023-12-01T10:30:00',
      '2016-12-31T22:59:60Z',
      '2016-12-31T23:59:60+01:00',
      'x',
      '',
    ],
  ],
  [
    'date',
    isDate,
    ['2023-12-01', '2024-02-29', '2000-02-29'],
    ['1900-02-29', '2023-13-01', '2023-00-01', '2023-01-00', '23-1-1'],
  ],
  [
    'email',
    isEmail,
    ['a@example.com', 'a.b+c@sub.example.org'],
    ['a', 'a@', '@b.c', 'a b@c.de', 'a@b..c'],
  ],
  [
    'uri',
    isUri,
    ['https://example.com/a?b#c', 'urn:x:y'],
    ['/a', 'example.com', 'https://exa mple.com', ''],
  ],
  [
    'uuid',
    isUuid,
    ['84845081-98fd-46f3-96aa-1032174e58a5'],
    ['84845081', 'g4845081-98fd-46f3-96aa-1032174e58a5'],
  ],
])('%s', (_, check, valid, invalid) => {
  for (const value of valid) expect([value, check(value)]).toEqual([value, true])
  for (const value of invalid) expect([value, check(value)]).toEqual([value, false])
})

it('counts code points', () => {
  const string = fc.string({ unit: 'binary' })
  fc.assert(fc.property(string, (value) => codePointLength(value) === [...value].length))
})

it('compares JSON values deeply', () => {
  const value = fc.jsonValue()
  fc.assert(fc.property(value, (json) => equal(json, structuredClone(json))))
  fc.assert(fc.property(value, value, (left, right) => equal(left, right) === equal(right, left)))
  expect(equal({ a: 1 }, { a: 1, b: undefined })).toBe(false)
  expect(equal([], {})).toBe(false)
})
