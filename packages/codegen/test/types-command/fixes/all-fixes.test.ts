import { expect, it } from 'vitest'
import { fixes } from '../../../src/types-command/fixes/fixes.ts'
import { smallDocuments, writtenByTypes } from '../openapi-typescript.ts'
import { problemsOf } from './types-of.ts'

it('applies all fixes together', async () => {
  const flags = { enum: true, rootTypes: true, readWriteMarkers: true, immutable: true }
  // Some names of enums.yaml are none in TypeScript, with or without fixes.
  const files = smallDocuments.filter((file) => /(objects|paths|root)\.yaml$/.test(file))
  expect(files).toHaveLength(3)
  for (const file of files) {
    expect(problemsOf(await writtenByTypes(file, flags, fixes))).toEqual([])
  }
})
