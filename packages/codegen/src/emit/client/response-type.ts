import {
  isBodyless,
  type OperationModel,
  type ResponseModel,
  successResponses,
} from '../../model/operation.ts'
import { schemaAt } from '../../model/schema-at.ts'
import { type Document, resolve, type Schema } from '../../openapi/document.ts'
import { isJson, isText } from '../../openapi/media-type.ts'
import type { ConversionCode } from '../conversions/conversion-code.ts'
import type { SchemaTypes } from '../types/schema-type.ts'
import { nameNode, type TypeNode, unionOf, unknownType } from '../types/type-node.ts'
import type { OperationImports } from './operation-imports.ts'
import type { PayloadTypes } from './payload-types.ts'

/** What the emitters of one operation need. */
export interface EmitContext {
  readonly document: Document
  readonly model: OperationModel
  readonly imports: OperationImports
  readonly payloads: PayloadTypes
  readonly conversions: ConversionCode
  /** The types of schemas, by the names that the file declares and imports. */
  readonly types: SchemaTypes
}

/** Returns the type of the payload of a response, without its envelope. */
export function payloadType(context: EmitContext, response: ResponseModel): TypeNode {
  const { model } = context
  const { mediaType, mediaTypes, schema } = response
  if (isBodyless(model, response)) return nameNode('undefined')
  if (mediaType === undefined) {
    // A contract that describes one success and no content for another means that there is none.
    const others = successResponses(model).filter((one) => one.mediaType !== undefined)
    return others.length > 0 ? nameNode('undefined') : unknownType
  }
  if (mediaTypes.length === 1 && !isJson(mediaType)) {
    return nameNode(isText(mediaType) ? 'string' : 'Blob')
  }
  return schema ? bodyTypeAt(context, response, model.envelope?.data ?? '') : unknownType
}

/** Returns the type of the payload of a successful call. */
export function successPayloadType(context: EmitContext): TypeNode {
  const responses = successResponses(context.model)
  if (responses.length === 0) return unknownType
  return unionOf(responses.map((response) => payloadType(context, response)))
}

/** Returns the type at a dotted path into the body of a response. */
export function bodyTypeAt(
  { document, types }: EmitContext,
  response: ResponseModel,
  path: string,
): TypeNode {
  const schema = schemaAt(document, response.schema, path)
  if (schema === undefined) return unknownType
  const type = types.typeOf(schema)
  return isOptionalAt(document, response.schema, path)
    ? unionOf([type, nameNode('undefined')])
    : type
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
