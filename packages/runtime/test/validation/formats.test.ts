import { expect, it } from 'vitest'
import * as exported from '../../src/validation/formats/index.ts'
import { convertedCases, numberCases, stringCases } from './format-cases.ts'

const formats: Readonly<Record<string, unknown>> = { ...exported }

it.each(stringCases)('$check', ({ check, valid, invalid }) => {
  const isValid = formats[check] as (value: string) => boolean
  expect(valid.filter((value) => !isValid(value))).toEqual([])
  expect(invalid.filter((value) => isValid(value))).toEqual([])
})

it.each([...numberCases, ...convertedCases])('$check', ({ check, valid, invalid }) => {
  const isValid = formats[check] as (value: unknown) => boolean
  expect(valid.filter((value) => !isValid(value))).toEqual([])
  expect(invalid.filter((value) => isValid(value))).toEqual([])
})

it('has cases for every format', () => {
  const cases = [...stringCases, ...numberCases, ...convertedCases]
  const checks = cases.map(({ check }) => check)
  expect(checks.sort()).toEqual(Object.keys(formats).sort())
})
