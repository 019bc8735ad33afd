import type { Credentials } from '../../model/credentials.ts'
import type { OperationModel } from '../../model/operation.ts'
import { tagFileName } from '../../model/tag-name.ts'
import { pascal } from '../../openapi/identifiers.ts'
import { ConversionCode } from '../conversions/conversion-code.ts'
import type { FileOutput, FolderOutput, OutputContext } from '../output.ts'
import { wrappedLiteral } from '../print.ts'
import { tsdoc } from '../tsdoc.ts'
import { writeDeclaration } from '../types/declaration.ts'
import { SchemaTypes } from '../types/schema-type.ts'
import { writeDescriptor } from './descriptor.ts'
import { writeFunction } from './function.ts'
import { writeInputType } from './input-type.ts'
import { OperationImports } from './operation-imports.ts'
import { type PayloadTypes, payloadTypes } from './payload-types.ts'
import type { EmitContext } from './response-type.ts'
import { writeResultType } from './result-type.ts'

/** One function per operation, in a file for each tag. */
export const operations = {
  name: 'operations',
  step: 'operations',
  folders: { repository: 'packages/core/src/generated/operations', folder: 'operations' },
  emit: (context) => writeOperations(context),
} as const satisfies FolderOutput

/** The module that exports all functions. */
export const operationIndex = {
  name: 'operationIndex',
  step: 'operations',
  files: {
    repository: 'packages/core/src/generated/operations.gen.ts',
    folder: 'operations.gen.ts',
  },
  emit: (context) => writeOperationIndex(context.operations),
} as const satisfies FileOutput

/** Writes the files of the functions, by their names. */
export function writeOperations(
  context: Pick<OutputContext, 'document' | 'operations' | 'credentials' | 'layout'>,
): Record<string, string> {
  const payloads = payloadTypes(context.document, context.operations)
  const conversions = new ConversionCode(context.document)
  const files = [...operationsByFile(context.operations)].map(([file, models]) => [
    file,
    writeFile(context, models, { payloads, conversions }),
  ])
  return Object.fromEntries(files)
}

/** Writes the module that exports all functions. */
export function writeOperationIndex(models: readonly OperationModel[]): string {
  const files = [...operationsByFile(models).keys()].toSorted()
  return files.map((file) => `export * from './operations/${file}'\n`).join('') || 'export {}\n'
}

function operationsByFile(models: readonly OperationModel[]): Map<string, OperationModel[]> {
  return Map.groupBy(models, (model) => `${tagFileName(model)}.gen.ts`)
}

// What is read once for all files.
interface SharedParts {
  readonly payloads: ReadonlyMap<string, PayloadTypes>
  readonly conversions: ConversionCode
}

function writeFile(
  { document, credentials, layout }: Pick<OutputContext, 'document' | 'credentials' | 'layout'>,
  models: readonly OperationModel[],
  { payloads, conversions }: SharedParts,
): string {
  const imports = new OperationImports(document, models, layout.runtime)
  const texts = models.map((model) => {
    const own = payloads.get(model.id) as PayloadTypes
    const types = new SchemaTypes(document, {
      component: (name) => imports.schema(name),
      file: 'Blob',
      declared: own.names,
    })
    const context = { document, model, imports, payloads: own, conversions, types }
    return writeOperation(context, credentials)
  })
  return `${imports.print()}\n${texts.join('\n')}`
}

function writeOperation(context: EmitContext, credentials: Credentials): string {
  const { model, imports } = context
  const descriptor = writeDescriptor(context, credentials)
  const operationType = imports.runtime.type('Operation')
  return [
    ...writeFields(model),
    `const ${model.id}Operation = ${descriptor} as const satisfies ${operationType}\n`,
    writeInputType(context),
    ...writePayloadTypes(context),
    writeResultType(context),
    writeFunction(context),
  ].join('\n')
}

function writeFields({ id, fields, openFields }: OperationModel): string[] {
  if (!fields) return []
  const otherNames = openFields ? ' | (string & {})' : ''
  const typeName = `${pascal(id)}Field`
  return [
    `/** Fields that {@link ${id}} can return. */\nexport const ${id}Fields = ${wrappedLiteral(fields, '', id.length + 30)} as const\n`,
    `/** A field that {@link ${id}} can return. */\nexport type ${typeName} = (typeof ${id}Fields)[number]${otherNames}\n`,
  ]
}

function writePayloadTypes({ payloads, types }: EmitContext): string[] {
  return payloads.declared.map(({ name, schema, comment }) => {
    const { description } = schema as { description?: string }
    const node = types.structureOf(schema)
    const declaration = node.kind === 'object' ? { ...node, bases: [] } : node
    return `${tsdoc([description, comment])}${writeDeclaration(name, declaration)}`
  })
}
