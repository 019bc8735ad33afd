import { join } from 'node:path'
import { expect, it } from 'vitest'
import { typeDifferences } from './differential.ts'
import { normalizedDocument } from './typescript-printer.ts'

const root = join(import.meta.dirname, '../../../../..')

// `test:corpus` compares the types of real documents.
it.each([
  ['this contract', join(root, 'openapi/openapi.yaml'), 600],
  ['a document of everything odd', join(import.meta.dirname, '../../fixtures/odd.yaml'), 20],
])(
  'types of %s accept what their schemas accept, and nothing broken',
  async (name, file, least) => {
    const folder = join(
      import.meta.dirname,
      '../../../.vitest/differential',
      name.replaceAll(' ', '-'),
    )
    const { valid, broken, ...differences } = await typeDifferences(
      await normalizedDocument(file),
      folder,
    )
    expect(differences).toEqual({ rejected: [], accepted: [], errors: [] })
    expect(valid).toBeGreaterThan(least)
    expect(broken).toBeGreaterThan(least / 2)
  },
  60_000,
)
