import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Conversion, fromJson, toJson } from '../../src/conversion/index.ts'

const conversion = <T>(
  jsonSchema: object,
  definitions: Record<string, Conversion> = {},
): Conversion<T> => ({
  jsonSchema: jsonSchema as Conversion['jsonSchema'],
  definitions: () => definitions,
})

const int64s = conversion<bigint[]>({ items: { format: 'int64' } })
const dateTime = conversion<Date | string>({ format: 'date-time' })
const date = conversion<Date | string>({ format: 'date' })

describe('integers of 64 bits', () => {
  it('are the same after a way through JSON', () => {
    const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })
    fc.assert(
      fc.property(fc.array(int64), (values) => {
        const json = toJson(int64s, values)
        expect(json).toBe(`[${values.join()}]`)
        expect(fromJson(int64s, json)).toEqual(values)
      }),
    )
  })

  it('are not what only looks like one', () => {
    const value = fromJson(int64s, '[1.5, "9007199254740993", null, 1e3, {"a": 9007199254740993}]')
    expect(value).toEqual([1.5, '9007199254740993', null, 1000n, { a: 9007199254740992 }])
  })

  it('leave all other JSON as it is', () => {
    const nothing = conversion({ properties: { id: { format: 'int64' } } })
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const others = JSON.stringify(value)
        const read = fromJson(nothing, `{"id":9007199254740993,"others":${others}}`)
        expect(read).toEqual({ id: 9007199254740993n, others: JSON.parse(others) })
      }),
    )
  })
})

describe('dates', () => {
  it.each([
    ['2026-01-31T12:00:00Z', '2026-01-31T12:00:00.000Z'],
    ['2026-01-31T12:00:00.123456+02:00', '2026-01-31T10:00:00.123Z'],
  ])('are points in time: %s', (text, iso) => {
    const value = fromJson(dateTime, JSON.stringify(text))
    expect(value).toEqual(new Date(iso))
    expect(toJson(dateTime, value)).toBe(JSON.stringify(iso))
  })

  it('without a time are midnight in UTC', () => {
    const value = fromJson(date, '"2026-01-31"')
    expect(value).toEqual(new Date('2026-01-31T00:00:00Z'))
    expect(toJson(date, value)).toBe('"2026-01-31"')
    expect(toJson(date, new Date('2026-01-31T23:30:00-05:00'))).toBe('"2026-02-01"')
  })

  // Without an offset the time would be one of this machine.
  it.each(['2026-01-31T12:00:00', '2026-01-31', '2026-02-30T12:00:00Z', 'soon'])(
    'stay strings where they are not of their format: %s',
    (text) => {
      expect(fromJson(dateTime, JSON.stringify(text))).toBe(text)
    },
  )

  it('that are invalid throw', () => {
    expect(() => toJson(date, new Date(Number.NaN))).toThrow('The value has an invalid Date.')
  })
})

it('follows references, also to itself, and chooses alternatives', () => {
  const definitions: Record<string, Conversion> = {}
  definitions['Node'] = conversion(
    { properties: { at: { format: 'date' }, next: { $ref: '#/$defs/Node' } } },
    definitions,
  )
  definitions['Text'] = conversion({ type: 'object', properties: { kind: { const: 'text' } } })
  const either = conversion({ anyOf: [{ $ref: '#/$defs/Text' }, tagged] }, definitions)
  const text = '{"at":"2026-01-31","next":{"at":"2026-01-31"}}'
  const at = new Date('2026-01-31')
  expect(fromJson(definitions['Node'], text)).toEqual({ at, next: { at } })
  expect(fromJson(either, '{"kind":"text","at":"2026-01-31"}')).toEqual({
    kind: 'text',
    at: '2026-01-31',
  })
  const node = fromJson(either, '{"kind":"node","at":"2026-01-31"}')
  expect(node).toEqual({ kind: 'node', at })
  expect(toJson(either, node)).toBe('{"kind":"node","at":"2026-01-31"}')
})

const tagged = {
  type: 'object',
  properties: { kind: { const: 'node' }, at: { format: 'date' } },
}

it('throws for a text that is not JSON', () => {
  expect(() => fromJson(dateTime, '{')).toThrow(SyntaxError)
})
