import { schemaNames } from '../../model/naming.ts'
import { bodyChoices, type OperationModel } from '../../model/operation.ts'
import type { Document } from '../../openapi/document.ts'
import { NameAllocator } from '../../openapi/identifiers.ts'
import { Imports } from '../imports.ts'
import type { FolderOutput } from '../output.ts'
import { wrappedLiteral } from '../print.ts'
import { ConversionCode } from './conversion-code.ts'

/**
 * What the JSON of the named schemas becomes, where a contract has dates or integers of 64 bits
 * that are converted.
 */
export const conversions = {
  name: 'conversions',
  step: 'operations',
  folders: { repository: 'packages/core/src/generated/conversions', folder: 'conversions' },
  emit: ({ document, operations, layout }): Record<string, string> => {
    const text = writeConversions(document, operations.flatMap(schemasOf), layout.runtime)
    return text === undefined ? {} : { 'schemas.gen.ts': text }
  },
} as const satisfies FolderOutput

// The schemas whose values are converted.
function schemasOf(model: OperationModel): unknown[] {
  const parameters = model.parameters.flatMap((parameter) => parameter.group ?? [parameter])
  return [
    ...parameters.flatMap(({ schema, content }) => [
      schema,
      ...Object.values(content ?? {}).map((media) => media.schema),
    ]),
    ...bodyChoices(model).map(({ media }) => media.schema),
    ...model.responses.flatMap(({ schema, items }) => [schema, items?.schema]),
    ...model.headers.map(({ schema }) => schema),
  ]
}

function writeConversions(
  document: Document,
  schemas: readonly unknown[],
  runtime: string,
): string | undefined {
  const code = new ConversionCode(document)
  const components = code.components(schemas)
  if (components.length === 0) return undefined
  const imports = new Imports()
  const names = schemaNames(document)
  const allocator = new NameAllocator(names.values())
  const alias = allocator.allocate('Conversion')
  imports.from(`${runtime}/conversion`).type('Conversion', alias)
  const types = allocator.allocate('types')
  imports.from('../schemas.gen.ts').typeNamespace(types)
  const texts = components.map((component) => {
    const name = names.get(component) ?? component
    const head = `export const ${name}: ${alias}<${types}.${name}> = `
    const value = wrappedLiteral(code.ofComponent(component), '', head.length)
    return `/** What the JSON of {@link ${types}.${name}} becomes. */\n${head}${value}\n`
  })
  return `${imports.print()}\n${texts.join('\n')}`
}
