import fc from 'fast-check'
import { expect, it } from 'vitest'
import { writeTypes } from '../../src/emit/types/types.ts'
import { outputFlags } from '../../src/types-command/flags.ts'
import { normalizedDocument, printedByTypeScript } from '../emit/types/typescript-printer.ts'
import { writtenByOpenapiTypescript, writtenByTypes } from '../types-command/openapi-typescript.ts'
import { documents, modulePath } from './documents.ts'

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
  expect(writeTypes(JSON.stringify(document))).toBe(printedByTypeScript(document))
})

const flags = fc.dictionary(fc.constantFrom(...outputFlags), fc.boolean(), { maxKeys: 20 })

// Redocly finds a mapping of a discriminator that leads nowhere.
const rejected = '@readme/oas-examples 3.0/discriminators.json'

it.each(documents.filter(({ name }) => name !== rejected))(
  'writes the types of openapi-typescript for $name under any flags',
  async ({ file }) => {
    for (const chosen of [{}, ...fc.sample(flags, 3)]) {
      expect(await writtenByTypes(file, chosen), JSON.stringify(chosen)).toBe(
        await writtenByOpenapiTypescript(file, chosen),
      )
    }
  },
)
