import { type OperationModel, type ResponseModel, schemaAt } from '../../model/operation.ts'
import { type Document, resolve, type Schema, schemaName } from '../../openapi/document.ts'
import { isJson, isText } from '../../openapi/media-type.ts'
import { quote } from '../print.ts'

/** What the writers of one operation's types need to know. */
export interface EmitContext {
  readonly document: Document
  readonly model: OperationModel
  /** Exported name of a schema, noted as used; undefined where it can be reached through `components` only. */
  readonly exported: (schema: string) => string | undefined
}

const statusKey = (status: string) => (/^\d+$/.test(status) ? status : quote(status))

/** Responses that a successful call may get: the 2xx ones, else the one for all statuses. */
export function successes({ responses }: OperationModel): ResponseModel[] {
  const good = responses.filter(({ status }) => /^2(\d\d|XX)$/i.test(status))
  return good.length > 0 ? good : responses.filter(({ status }) => status === 'default')
}

/** Type of what a response carries for the caller, out of its envelope. */
export function payloadType(subject: EmitContext, response: ResponseModel): string {
  const { mediaType, schema } = response
  if (mediaType === undefined) return 'undefined'
  if (!isJson(mediaType)) return isText(mediaType) ? 'string' : 'Blob'
  return schema ? typeAt(subject, response, subject.model.envelope?.data ?? '') : 'unknown'
}

/** The type at a dotted path into a response's body, by name where it has one. */
export function typeAt(
  { document, model, exported }: EmitContext,
  response: ResponseModel,
  path: string,
): string {
  const schema = schemaAt(document, response.schema, path)
  const named = schema && nameOf(schema, exported)
  if (named && !isOptional(document, response.schema, path)) return named
  if (path !== '' && !schema) return 'unknown'
  const content = `${model.type}['responses'][${statusKey(response.status)}]['content'][${quote(response.mediaType ?? '')}]`
  return (path === '' ? [] : path.split('.')).reduce(
    (type, name) => `NonNullable<${type}>[${quote(name)}]`,
    content,
  )
}

function nameOf(schema: Schema, exported: EmitContext['exported']): string | undefined {
  const name = schemaName(schema)
  if (name) return exported(name) ?? `components['schemas'][${quote(name)}]`
  const items =
    schema['type'] === 'array' ? schemaName(schema['items'] as Schema | undefined) : undefined
  const item = items && exported(items)
  return item && `${item}[]`
}

function isOptional(document: Document, schema: Schema | undefined, path: string): boolean {
  let current = schema && resolve<Schema>(document, schema)
  for (const name of path === '' ? [] : path.split('.')) {
    if (!((current?.['required'] as string[] | undefined) ?? []).includes(name)) return true
    const next = (current?.['properties'] as Record<string, Schema> | undefined)?.[name]
    current = next && resolve<Schema>(document, next)
  }
  return false
}
