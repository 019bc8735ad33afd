import type { MediaModel } from '../../model/media.ts'
import { bodyChoices } from '../../model/operation.ts'
import type { RuntimeFunction } from '../../model/runtime-names.ts'
import { type Document, type Encoding, resolve, type Schema } from '../../openapi/document.ts'
import { essence, isBinary, isForm, isJson } from '../../openapi/media-type.ts'
import { Code, quote } from '../print.ts'
import { convertedBody } from './conversion-calls.ts'
import { querySerializer } from './parameter-serializer.ts'
import { pureCall } from './pure-call.ts'
import type { EmitContext } from './response-type.ts'

/** Returns the media type and the serializer of the request body for a descriptor. */
export function bodyDescriptor(context: EmitContext): object | undefined {
  const { body } = context.model
  if (!body) return undefined
  const { mediaType: type } = body
  const choices = bodyChoices(context.model)
  const place = { name: 'serialize', column: 4 }
  if (choices.length === 1) return { type, serialize: serializerOfBody(context, body, place) }
  const serializers = choices.map((choice) => {
    const { mediaType } = choice
    return [mediaType, serializerOfBody(context, choice, { name: mediaType, column: 6 })] as const
  })
  const serialize = pureCall(context, 'bodyByType', Object.fromEntries(serializers), place)
  return { type, serialize }
}

function serializerOfBody(
  context: EmitContext,
  body: MediaModel,
  place: { readonly name: string; readonly column: number },
): Code {
  const serializer = plainSerializer(context, body, place)
  const isStructured = isJson(body.mediaType) || isForm(body.mediaType)
  return isStructured ? convertedBody(context, body.media.schema, serializer, place) : serializer
}

function plainSerializer(
  context: EmitContext,
  { mediaType, media }: MediaModel,
  place: { readonly name: string; readonly column: number },
): Code {
  const imported = (serializer: RuntimeFunction) =>
    new Code(context.imports.runtime.value(serializer))
  if (isJson(mediaType)) return imported('jsonBody')
  if (!isForm(mediaType)) return imported('rawBody')
  const isMultipart = essence(mediaType) === 'multipart/form-data'
  const properties = propertiesOf(context.document, media.schema)
  const encoding = Object.entries(media.encoding ?? {}).flatMap(([property, one]) => {
    const schema = properties[property]
    const code = encodingCode(context, { ...one, name: property, schema }, isMultipart)
    return code === undefined ? [] : [[property, new Code(code)] as const]
  })
  if (encoding.length === 0) return imported(isMultipart ? 'multipartBody' : 'formBody')
  const serializer = isMultipart ? 'multipartBodyWith' : 'formBodyWith'
  return pureCall(context, serializer, Object.fromEntries(encoding), place)
}

function propertiesOf(document: Document, node: Schema | undefined): Record<string, Schema> {
  const schema = node && resolve<Schema>(document, node)
  const inner = ((schema?.['allOf'] ?? []) as Schema[]).map((one) => propertiesOf(document, one))
  return Object.assign({}, ...inner, schema?.['properties'])
}

function isFile(document: Document, node: Schema | undefined): boolean {
  const schema = node && resolve<Schema>(document, node)
  const items = schema?.['items'] as Schema | undefined
  return schema !== undefined && (isBinary(schema) || isFile(document, items))
}

interface FormProperty extends Encoding {
  readonly name: string
  readonly schema: Schema | undefined
}

// A declared style has precedence over a media type.
// https://spec.openapis.org/oas/v3.1.1.html#encoding-object
function encodingCode(
  context: EmitContext,
  { contentType, schema, ...property }: FormProperty,
  isMultipart: boolean,
): string | undefined {
  const { style, explode, allowReserved } = property
  const { runtime } = context.imports
  // Some frameworks declare the style `form` for each part, files included.
  if (isMultipart && isFile(context.document, schema)) {
    return contentType === undefined ? undefined : quote(contentType)
  }
  if (style === 'deepObject') return runtime.value('formDeepObject')
  if (style !== undefined || explode !== undefined || allowReserved) {
    return querySerializer(context, { ...property, in: 'query', ...(schema && { schema }) })
  }
  if (contentType === undefined) return undefined
  if (isMultipart) return quote(contentType)
  return isJson(contentType) ? runtime.value('queryJson') : undefined
}
