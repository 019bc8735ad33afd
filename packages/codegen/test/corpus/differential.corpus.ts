import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { typeDifferences } from '../emit/types/differential.ts'
import { normalizedDocument } from '../emit/types/typescript-printer.ts'
import { documents } from './documents.ts'

const corpus = join(import.meta.dirname, '../../.vitest/corpus-types')

describe.each(documents)('$name', ({ name, file }) => {
  it('has types that accept what its schemas accept, and nothing broken', async () => {
    const folder = join(corpus, name.replaceAll(/[^\w.]+/g, '-'))
    const {
      valid: _,
      broken: __,
      ...differences
    } = await typeDifferences(await normalizedDocument(file), folder)
    expect(differences).toEqual({ rejected: [], accepted: [], errors: [] })
  })
})
