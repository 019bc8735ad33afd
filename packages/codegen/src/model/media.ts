import { type Document, type MediaType, resolve, type Schema } from '../openapi/document.ts'
import { isBinary, isForm, isJson, isText } from '../openapi/media-type.ts'
import { valueTypes } from '../openapi/value-types.ts'

/** One media type of a body, with the schema of the value that a program has for it. */
export interface MediaModel {
  readonly mediaType: string
  readonly media: MediaType
}

type Content = Readonly<Record<string, MediaType>> | undefined

const file: Schema = { type: 'string', format: 'binary' }

/**
 * Returns the media types of a request body, the one that is sent by default first: a form with
 * files, JSON, another form, the first declared. JSON of an array has precedence over a form with
 * files, because it is another notation of what the file contains.
 */
export function requestMedia(document: Document, content: Content): MediaModel[] {
  const all = Object.entries(content ?? {}).map(([mediaType, media]) =>
    isForm(mediaType) ? { mediaType, media } : asTransferred({ mediaType, media }),
  )
  return preferred(all, [
    ({ mediaType, media }) => isJson(mediaType) && isArray(document, media.schema),
    ({ mediaType, media }) => isForm(mediaType) && hasFile(document, media.schema),
    ({ mediaType }) => isJson(mediaType),
    ({ mediaType }) => isForm(mediaType),
  ])
}

/** The media types of a response. */
export interface ResponseMedia {
  /** The preferred one first: JSON, or the first declared. */
  readonly distinct: readonly MediaModel[]
  /** Other notations of the object or array that JSON has, which the client accepts on demand. */
  readonly notations: readonly string[]
}

const isNotation = /^text\/plain\b|[/+](xml|yaml|x-yaml)\b/

/** Returns the media types of a response. */
export function responseMedia(document: Document, content: Content): ResponseMedia {
  const declared = Object.entries(content ?? {}).map(([mediaType, media]) => ({ mediaType, media }))
  const value = declared.find(({ mediaType }) => isJson(mediaType))?.media.schema
  const isSame = ({ mediaType, media }: MediaModel) =>
    isNotation.test(mediaType) && JSON.stringify(media.schema) === JSON.stringify(value)
  const isStructured = value && !valueTypes(document, value)?.has('string')
  const notations = isStructured ? declared.filter(isSame) : []
  const others = declared.filter((one) => !notations.includes(one)).map(asTransferred)
  return {
    distinct: preferred(others, [({ mediaType }) => isJson(mediaType)]),
    notations: notations.map(({ mediaType }) => mediaType),
  }
}

// A form in a response is a file.
function asTransferred({ mediaType, media }: MediaModel): MediaModel {
  if (!media.schema || isJson(mediaType)) return { mediaType, media }
  return { mediaType, media: { ...media, schema: impliedSchema(mediaType) } }
}

/** Returns the schema of a body of any of several media types; undefined where none has one. */
export function anyMediaSchema(all: readonly MediaModel[]): Schema | undefined {
  const schemas = all.map(
    ({ mediaType, media }) => media.schema ?? (isForm(mediaType) ? {} : impliedSchema(mediaType)),
  )
  const distinct = [...new Map(schemas.map((one) => [JSON.stringify(one), one])).values()]
  return distinct.length > 1 ? { anyOf: distinct } : all[0]?.media.schema
}

function preferred(
  all: readonly MediaModel[],
  preferences: readonly ((media: MediaModel) => boolean)[],
): MediaModel[] {
  const first = preferences.map((isPreferred) => all.find(isPreferred)).find(Boolean) ?? all[0]
  return first ? [first, ...all.filter((one) => one !== first)] : []
}

// What is neither JSON nor a form that is sent is a string or a file, whatever its schema
// describes.
function impliedSchema(mediaType: string): Schema {
  if (isJson(mediaType)) return {}
  return isText(mediaType) ? { type: 'string' } : file
}

function isArray(document: Document, node: Schema | undefined): boolean {
  return node !== undefined && resolve<Schema>(document, node)['type'] === 'array'
}

// The properties of a form, or the items of one.
function hasFile(document: Document, node: Schema | undefined, depth = 0): boolean {
  if (!node || depth > 8) return false
  const schema = resolve<Schema>(document, node)
  if (isBinary(schema)) return depth > 0
  const { properties, items, allOf = [], anyOf = [], oneOf = [] } = schema
  const combined = [allOf, anyOf, oneOf].flat() as Schema[]
  const inner = [...Object.values(properties ?? {}), ...(items ? [items] : [])] as Schema[]
  return [...combined, ...inner].some((one) => hasFile(document, one, depth + 1))
}
