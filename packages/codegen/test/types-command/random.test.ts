import fc from 'fast-check'
import { astToString, COMMENT_HEADER, enumCache, transformSchema } from 'openapi-typescript'
import { expect, it } from 'vitest'
import { contextOf, loadOpenapiTypescript } from '../../src/emit/types/openapi-typescript.ts'
import { outputFlags } from '../../src/types-command/flags.ts'
import { writeDocumentTypes } from '../../src/types-command/write-types.ts'
import { randomDocument } from './random-documents.ts'

const flags = fc.dictionary(fc.constantFrom(...outputFlags), fc.boolean(), { maxKeys: 20 })

it('prints odd names, texts and schemas as TypeScript does', () => {
  fc.assert(
    fc.property(randomDocument, flags, (document, chosen) => {
      const options = { ...chosen, silent: true }
      const print = () => {
        enumCache.clear()
        const source = structuredClone(document)
        return COMMENT_HEADER + astToString(transformSchema(source, contextOf(source, options)))
      }
      const write = () => {
        loadOpenapiTypescript().enumCache.clear()
        return writeDocumentTypes(document, options)
      }
      expect(outcomeOf(write)).toBe(outcomeOf(print))
    }),
    { numRuns: 40 },
  )
})

function outcomeOf(write: () => string): string {
  try {
    return write()
  } catch (error) {
    return `throws ${(error as Error).message}`
  }
}

it('escapes what would end the literal of a path', () => {
  const evil = '/{id}/`]: 1 }; evil(); ${`'
  const document = { openapi: '3.1.0', paths: { [evil]: { get: { responses: {} } } } }
  const types = writeDocumentTypes(document as never, { pathParamsAsTypes: true, silent: true })
  const literal = `\`/$\{string}/\\\`]: 1 }; evil(); \\$\{\\\`\``
  expect(types).toContain(`[path: ${literal}]: {`)
})
