import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isMultipleOf } from '../../src/validation/multiple-of.ts'
import { hasUniqueItems } from '../../src/validation/unique-items.ts'
import { codePointLength, equal } from '../../src/validation/values.ts'

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

describe('isMultipleOf', () => {
  it.each([
    [0.07, 0.01],
    [0.29, 0.01],
    [19.99, 0.01],
    [-4.35, 0.05],
    [1.1, 0.1],
    [3e-7, 1e-7],
    [1e308, 0.5],
    [9_007_199_254_740_993n, 3],
    [1e23, 10],
    [0, 0.3],
  ])('%s is a multiple of %s', (value, factor) => {
    expect(isMultipleOf(value, factor)).toBe(true)
  })

  it.each([
    [0.075, 0.01],
    [19.999, 0.01],
    [7, 2],
    [1e308, 0.123_456_789],
    [1e-8, 1e-7],
    [9_007_199_254_740_993n, 2],
  ])('%s is not a multiple of %s', (value, factor) => {
    expect(isMultipleOf(value, factor)).toBe(false)
  })

  it('accepts every price in cents', () => {
    const cents = Array.from({ length: 100_000 }, (_, count) => count)
    expect(cents.filter((count) => !isMultipleOf(count / 100, 0.01))).toEqual([])
  })
})

describe('hasUniqueItems', () => {
  it('agrees with comparing each item with every other one', () => {
    const items = fc.array(fc.jsonValue({ maxDepth: 2 }), { maxLength: 6 })
    const isUnique = (values: readonly unknown[]) =>
      values.every((value, index) => !values.slice(0, index).some((one) => equal(one, value)))
    fc.assert(fc.property(items, (values) => hasUniqueItems(values) === isUnique(values)))
    fc.assert(fc.property(items, (values) => !hasUniqueItems([...values, {}, structuredClone({})])))
  })

  it('distinguishes kinds and ignores the order of properties', () => {
    expect(hasUniqueItems([1, '1', true, 'true', null, 'null', [1], '[1]', {}, '{}'])).toBe(true)
    expect(
      hasUniqueItems([
        { a: 1, b: [2] },
        { b: [2], a: 1 },
      ]),
    ).toBe(false)
  })
})
