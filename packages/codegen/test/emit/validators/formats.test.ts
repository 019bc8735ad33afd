import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as runtime from '@returning-kit/runtime/validation'
import * as formats from '@returning-kit/runtime/validation/formats'
import { expect, it } from 'vitest'
import {
  formatFunctions,
  numberFormats,
  stringFormats,
} from '../../../src/emit/validators/keywords/format.ts'
import { validationFunctions } from '../../../src/emit/validators/runtime-imports.ts'

const root = join(import.meta.dirname, '../../../../..')
const page = readFileSync(join(root, 'docs/reference/validation-formats.md'), 'utf8')
const [strings = '', integers = ''] = page.split('## Integers')
const rows = (text: string) => [...text.matchAll(/^\| `([\w-]+)` \|/gm)].map(([, name]) => name)

it('has a page that lists the formats of strings, and what issues say of them', () => {
  expect(rows(strings)).toEqual(Object.keys(stringFormats).sort())
  for (const [name, { expected }] of Object.entries(stringFormats)) {
    expect(strings).toMatch(new RegExp(`^\\| \`${name}\` .* \\| ${expected} \\|$`, 'm'))
  }
})

it('has a page that lists the formats of integers', () => {
  expect(rows(integers)).toEqual(Object.keys(numberFormats))
})

it('calls functions that the runtime exports', () => {
  expect([...formatFunctions].sort()).toEqual(Object.keys(formats).sort())
  expect(validationFunctions.filter((name) => !(name in runtime))).toEqual([])
})
