import { type ResponseModel, successResponses } from '../../model/operation.ts'
import type { Schema } from '../../openapi/document.ts'
import { isJson } from '../../openapi/media-type.ts'
import { Code, key, lineWidth, wrappedLiteral } from '../print.ts'
import type { EmitContext } from './response-type.ts'

/** Functions of `@returning-kit/runtime/conversion`. A test compares the names with its exports. */
export const conversionFunctions = [
  'convertedBody',
  'convertedHeaders',
  'convertedItems',
  'convertedJson',
  'convertedJsonParameter',
  'convertedParameter',
  'convertedPath',
  'convertedReader',
] as const

type ConversionFunction = (typeof conversionFunctions)[number]

/** Returns the code of the conversion of a schema; undefined where nothing in it is converted. */
export function conversionOf(
  { conversions, imports }: EmitContext,
  schema: unknown,
): object | undefined {
  return conversions.of(schema, (name) => `${imports.conversions()}.${name}`)
}

/** A property and the column where it begins. */
interface Place {
  readonly name: string
  readonly column: number
}

/**
 * Returns the code of a call whose last argument is a conversion.
 *
 * @param place - The property whose value it is.
 */
export function conversionCall(
  { imports }: EmitContext,
  called: ConversionFunction,
  args: readonly [...before: string[], conversion: object],
  place: Place,
): Code {
  const before = args.slice(0, -1) as string[]
  const start = `/* @__PURE__ */ ${imports.conversion()}.${called}(`
  const head = start + before.map((one) => `${one}, `).join('')
  const indent = ' '.repeat(place.column)
  const column = `${indent}${key(place.name)}: ${head}`.length
  if (column < lineWidth) return new Code(`${head}${wrappedLiteral(args.at(-1), indent, column)})`)
  const inner = `${indent}  `
  const lines = [...before, wrappedLiteral(args.at(-1), inner, inner.length + 1)]
  return new Code(`${start}\n${lines.map((one) => `${inner}${one},\n`).join('')}${indent})`)
}

const property = (name: string): Place => ({ name, column: 2 })

interface Readers {
  readonly read?: Code | undefined
  readonly readError?: Code | undefined
}

/** Returns the code of the readers of successful and of failed responses. */
export function convertedReaders(context: EmitContext, read: Code | undefined): Readers {
  const { model } = context
  const successes = successResponses(model)
  const converted = byStatus(context, (response) => successes.includes(response))
  const failures = byStatus(
    context,
    ({ status, mediaType }) => !/^2/.test(status) && mediaType !== undefined && isJson(mediaType),
  )
  return {
    read: converted
      ? read
        ? conversionCall(context, 'convertedReader', [read.text, converted], property('read'))
        : conversionCall(context, 'convertedJson', [converted], property('read'))
      : read,
    readError:
      failures && conversionCall(context, 'convertedJson', [failures], property('readError')),
  }
}

function byStatus(
  context: EmitContext,
  isWanted: (response: ResponseModel) => boolean,
): object | undefined {
  const entries = context.model.responses.filter(isWanted).flatMap((response) => {
    const conversion = conversionOf(context, response.schema)
    const { status } = response
    return conversion ? [[status === 'default' ? status : status.toUpperCase(), conversion]] : []
  })
  return entries.length > 0 ? (Object.fromEntries(entries) as object) : undefined
}

/** Returns the code of the reader of response headers. */
export function convertedHeaders(context: EmitContext, read: Code | undefined): Code | undefined {
  const { headers } = context.model
  const properties = Object.fromEntries(headers.map(({ name, schema }) => [name, schema]))
  const conversion = conversionOf(context, { type: 'object', properties })
  if (!read || !conversion) return read
  return conversionCall(
    context,
    'convertedHeaders',
    [read.text, conversion],
    property('readHeaders'),
  )
}

/** Returns the code that converts the items of a stream; undefined where nothing is converted. */
export function convertedItems(context: EmitContext): Code | undefined {
  const items = successResponses(context.model)[0]?.items
  const conversion = items && conversionOf(context, items.schema)
  return conversion && conversionCall(context, 'convertedItems', [conversion], property('items'))
}

/** Returns the code of the serializer of a body. */
export function convertedBody(
  context: EmitContext,
  schema: Schema | undefined,
  serialize: Code,
  place: Place,
): Code {
  const conversion = conversionOf(context, schema)
  return conversion
    ? conversionCall(context, 'convertedBody', [serialize.text, conversion], place)
    : serialize
}
