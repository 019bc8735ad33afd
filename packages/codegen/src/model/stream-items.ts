import { type Document, type MediaType, resolve, type Schema } from '../openapi/document.ts'
import { isRecord } from '../openapi/is-record.ts'
import { isEventStream, isJson, isJsonLines } from '../openapi/media-type.ts'

/** The items of a stream: what iterating a call returns. */
export interface StreamItems {
  readonly schema: Schema
  /** Whether the data of events is JSON: of all events, or of those with these names. */
  readonly jsonEvents?: true | readonly string[]
}

/**
 * Returns the items of a stream; undefined where the contract does not describe them.
 *
 * @see https://spec.openapis.org/oas/v3.2.0.html#sequential-media-types
 */
export function streamItems(
  document: Document,
  mediaType: string,
  { itemSchema }: Pick<MediaType, 'itemSchema'>,
): StreamItems | undefined {
  if (!isRecord(itemSchema)) return undefined
  if (isJsonLines(mediaType)) return { schema: itemSchema }
  return isEventStream(mediaType) ? eventItems(document, itemSchema) : undefined
}

interface EventSchema {
  /** Names of the event; undefined where it may have any. */
  readonly names: readonly string[] | undefined
  readonly event: Schema
  readonly data: Schema
  readonly isJson: boolean
}

// In the contract the data of an event is a string, with another schema for the JSON in it. The
// caller gets the parsed value.
function eventItems(document: Document, itemSchema: Schema): StreamItems | undefined {
  const events = alternativesOf(document, itemSchema).map((one) => eventSchema(document, one))
  if (events.includes(undefined)) return undefined
  const all = events as readonly EventSchema[]
  const [json, text] = [true, false].map((isJson) => all.filter((one) => one.isJson === isJson))
  const names = json?.flatMap((one) => one.names ?? [])
  const isSeparate =
    json?.every((one) => one.names) &&
    text?.every((one) => one.names?.every((name) => !names?.includes(name)))
  const parses = text?.length === 0 || isSeparate
  const schemas = all.map((one) => itemOf(one, parses === true))
  return {
    schema: schemas.length === 1 ? (schemas[0] as Schema) : { oneOf: schemas },
    ...(json?.length && parses && { jsonEvents: text?.length === 0 ? true : (names ?? []) }),
  }
}

function itemOf({ event, data, isJson }: EventSchema, parses: boolean): Schema {
  return {
    type: 'object',
    properties: {
      event,
      data: isJson && !parses ? { type: 'string' } : data,
      id: { type: 'string' },
    },
    required: ['event', 'data', 'id'],
  }
}

// The objects that a schema describes: its alternatives, each with the properties that all have.
function alternativesOf(document: Document, node: Schema, depth = 0): Schema[] {
  const schema = resolve<Schema>(document, node)
  const alternatives = schema['oneOf'] ?? schema['anyOf']
  const parts = Array.isArray(schema['allOf']) ? (schema['allOf'] as Schema[]) : []
  const own = [schema, ...parts.map((part) => resolve<Schema>(document, part))]
  const shared = Object.assign({}, ...own.map(propertiesOf)) as Record<string, Schema>
  if (!Array.isArray(alternatives) || depth > 5) return [{ properties: shared }]
  return (alternatives as Schema[])
    .flatMap((one) => alternativesOf(document, one, depth + 1))
    .map((one) => ({ properties: { ...shared, ...propertiesOf(one) } }))
}

const propertiesOf = ({ properties }: Schema): Record<string, Schema> =>
  isRecord(properties) ? (properties as Record<string, Schema>) : {}

// An event without data is not dispatched, so a schema without it describes something else.
function eventSchema(document: Document, item: Schema): EventSchema | undefined {
  const { event = { type: 'string' }, data: node } = propertiesOf(item)
  if (!isRecord(node)) return undefined
  const data = resolve<Schema>(document, node as Schema)
  const { const: constant, enum: values } = resolve<Schema>(document, event)
  const names = [constant ?? values ?? []].flat().filter((name) => typeof name === 'string')
  const { contentMediaType, contentSchema, type } = data
  const hasContent = isJson(String(contentMediaType))
  const isString = type === undefined ? !('properties' in data) : [type].flat().includes('string')
  return {
    names: names.length > 0 ? names : undefined,
    event,
    data: hasContent ? ((contentSchema ?? {}) as Schema) : node,
    isJson: hasContent || !isString,
  }
}
