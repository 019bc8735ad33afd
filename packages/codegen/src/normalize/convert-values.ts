import type { Config } from '../config/config.ts'
import { type ConvertedValue, conversionKeyword, mayConvert } from '../openapi/converted.ts'
import {
  type Document,
  type OperationObject,
  type Parameter,
  type Reference,
  type RequestBody,
  type ResponseObject,
  resolve,
  type Schema,
} from '../openapi/document.ts'
import { mapAllSchemas } from '../openapi/map-schema.ts'
import { mapOperations } from '../openapi/path-item.ts'

/** The part of a configuration that decides what JSON becomes in JavaScript. */
export type ValueOptions = Pick<Config, 'dates' | 'int64'>

/**
 * Returns a document whose schemas of dates and of integers of 64 bits are marked, if they become
 * `Date` and `bigint`. Types, validators and conversions read the mark. The page numbers, sizes and
 * totals of `x-pagination` stay numbers, because the client calculates with them, and so does the
 * success mark of an envelope.
 */
export function convertValues(document: Document, { dates, int64 }: ValueOptions): Document {
  const converts = { Date: dates === 'Date', bigint: int64 === 'bigint' }
  if (!converts.Date && !converts.bigint && !mayConvert(document)) return document
  const marked = mapAllSchemas(document, ({ [conversionKeyword]: _, ...schema }) => {
    const value = convertible(schema)
    return value && converts[value] ? { ...schema, [conversionKeyword]: value } : schema
  }) as Document
  if (!converts.bigint) return marked
  const paths = Object.entries(marked.paths ?? {}).map(([path, item]) => [
    path,
    mapOperations(item, ({ operationObject }) => {
      keepMark(marked, operationObject)
      return withPlainPages(marked, operationObject)
    }),
  ])
  return { ...marked, paths: Object.fromEntries(paths) }
}

// A schema for other values, too, stays as it is: they could not be told apart.
function convertible(schema: Schema): ConvertedValue | undefined {
  const { type, format, enum: values } = schema
  if (values !== undefined || 'const' in schema) return undefined
  const types = [type].flat().filter((one) => one !== 'null')
  const [only] = types
  if (types.length !== 1) return undefined
  if (only === 'string') return format === 'date' || format === 'date-time' ? 'Date' : undefined
  const isWide = only === 'integer' && (format === 'int64' || format === 'uint64')
  return isWide ? 'bigint' : undefined
}

const plain = ({ [conversionKeyword]: _, ...schema }: Schema): Schema => schema

// The success mark of an envelope is compared with a value of JSON. It is changed in the copies of
// this step, as are page numbers.
function keepMark(document: Document, { responses = {}, ...operation }: OperationObject): void {
  const path = document['x-envelopes']?.[operation['x-envelope'] ?? '']?.ok?.path
  if (path !== undefined) makePlainIn(document, Object.values(responses), [path])
}

function withPlainPages(document: Document, operation: OperationObject): OperationObject {
  const pagination = operation['x-pagination']
  if (!pagination) return operation
  const { parameters = [], requestBody, responses = {} } = operation
  const inputs = namesOf(pagination, ['page', 'offset', 'limit'])
  if (pagination.in === 'body' && requestBody) makePlainIn(document, [requestBody], inputs)
  const isCursor = pagination.style === 'cursor'
  const facts = namesOf(pagination, ['total', 'totalPages', ...(isCursor ? [] : ['next'])])
  makePlainIn(document, Object.values(responses), facts)
  return {
    ...operation,
    parameters: parameters.map((node) => {
      const parameter = resolve<Parameter>(document, node)
      const { schema, name } = parameter
      if (!schema || parameter.in !== 'query' || !inputs.includes(name)) return node
      return { ...parameter, schema: plain(resolve<Schema>(document, schema)) }
    }),
  }
}

function namesOf(pagination: Readonly<Record<string, unknown>>, keys: readonly string[]): string[] {
  return keys.flatMap((key) => (typeof pagination[key] === 'string' ? [pagination[key]] : []))
}

function mediaSchemas(
  document: Document,
  node: RequestBody | ResponseObject | Reference,
): Schema[] {
  const { content = {} } = resolve<RequestBody | ResponseObject>(document, node)
  return Object.values(content).flatMap(({ schema }) => (schema ? [schema] : []))
}

function makePlainIn(
  document: Document,
  bodies: readonly (RequestBody | ResponseObject | Reference)[],
  paths: readonly string[],
): void {
  for (const body of bodies) {
    for (const schema of mediaSchemas(document, body)) {
      for (const path of paths) makePlain(document, schema, path.split('.'))
    }
  }
}

function makePlain(document: Document, node: Schema, path: readonly string[]): void {
  const { properties = {}, allOf } = resolve<Schema>(document, node)
  const [name = '', ...rest] = path
  const byName = properties as Record<string, Schema>
  const property = Object.hasOwn(byName, name) ? byName[name] : undefined
  if (property && rest.length > 0) makePlain(document, property, rest)
  else if (property) byName[name] = plain(resolve<Schema>(document, property))
  for (const part of (Array.isArray(allOf) ? allOf : []) as Schema[])
    makePlain(document, part, path)
}
