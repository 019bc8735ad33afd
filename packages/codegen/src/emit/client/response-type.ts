import type { OperationModel, ResponseModel } from '../../model/operation.ts'
import { schemaAt } from '../../model/schema-at.ts'
import { type Document, resolve, type Schema, schemaName } from '../../openapi/document.ts'
import { isJson, isText } from '../../openapi/media-type.ts'
import { quote, statusKey } from '../print.ts'
import type { OperationImports } from './operation-imports.ts'

/** What the emitters of one operation need. */
export interface EmitContext {
  readonly document: Document
  readonly model: OperationModel
  readonly imports: OperationImports
}

/** Returns the root type, in openapi-typescript's types, that contains the type of an operation. */
export function operationRoot({ operationObject }: OperationModel): 'operations' | 'paths' {
  return operationObject.operationId === undefined ? 'paths' : 'operations'
}

/** Returns the type that openapi-typescript writes for an operation, as an expression. */
export function operationType(model: OperationModel): string {
  const { operationObject, path, method } = model
  return operationObject.operationId === undefined
    ? `paths[${quote(path)}][${quote(method.toLowerCase())}]`
    : `operations[${quote(operationObject.operationId)}]`
}

/** Returns the type of the body of a response as openapi-typescript writes it, as an expression. */
export function contentType(model: OperationModel, { status, mediaType }: ResponseModel): string {
  return `${operationType(model)}['responses'][${statusKey(status)}]['content'][${quote(mediaType ?? '')}]`
}

/** Returns the type of the payload of a response, without its envelope. */
export function payloadType(context: EmitContext, response: ResponseModel): string {
  const { mediaType, schema } = response
  if (mediaType === undefined) return 'undefined'
  if (!isJson(mediaType)) return isText(mediaType) ? 'string' : 'Blob'
  return schema ? bodyTypeAt(context, response, context.model.envelope?.data ?? '') : 'unknown'
}

/** Returns the type at a dotted path into the body of a response: the name of a schema where it has one. */
export function bodyTypeAt(context: EmitContext, response: ResponseModel, path: string): string {
  const { document, model, imports } = context
  const schema = schemaAt(document, response.schema, path)
  const name =
    schema && !isOptionalAt(document, response.schema, path) ? typeName(schema, imports) : undefined
  if (name) return name
  if (path !== '' && !schema) return 'unknown'
  imports.types.type(operationRoot(model))
  return (path === '' ? [] : path.split('.')).reduce(
    (type, property) => `NonNullable<${type}>[${quote(property)}]`,
    contentType(model, response),
  )
}

function typeName(schema: Schema, imports: OperationImports): string | undefined {
  const name = schemaName(schema)
  if (name !== undefined) {
    return imports.schema(name) ?? `${imports.types.type('components')}['schemas'][${quote(name)}]`
  }
  const items =
    schema['type'] === 'array' ? schemaName(schema['items'] as Schema | undefined) : undefined
  const item = items === undefined ? undefined : imports.schema(items)
  return item && `${item}[]`
}

function isOptionalAt(document: Document, schema: Schema | undefined, path: string): boolean {
  let current = schema && resolve<Schema>(document, schema)
  for (const name of path === '' ? [] : path.split('.')) {
    if (!((current?.['required'] as string[] | undefined) ?? []).includes(name)) return true
    const next = (current?.['properties'] as Record<string, Schema> | undefined)?.[name]
    current = next && resolve<Schema>(document, next)
  }
  return false
}
