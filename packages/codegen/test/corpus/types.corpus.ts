import { expect, it } from 'vitest'
import { writeTypes } from '../../src/emit/types/types.ts'
import { normalizedDocument, printedByTypeScript } from '../emit/types/typescript-printer.ts'
import { modulePath } from './documents.ts'

it.each([
  '@figma/rest-api-spec/openapi/openapi.yaml',
  '@scalar/galaxy/dist/3.1.yaml',
  '@readme/oas-examples/3.1/json/readme.json',
  '@readme/oas-examples/3.1/json/schema-types.json',
  '@readme/oas-examples/3.1/json/webhooks.json',
  '@readme/oas-examples/3.0/json/discriminators.json',
  '@readme/oas-examples/3.0/json/polymorphism.json',
  '@readme/oas-examples/3.0/json/star-trek.json',
])('writes the types of %s as TypeScript prints them', async (file) => {
  const document = await normalizedDocument(modulePath(file))
  expect(writeTypes(structuredClone(document))).toBe(printedByTypeScript(document))
})
