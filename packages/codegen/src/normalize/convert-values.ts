import type { Config } from '../config/config.ts'
import { type ConvertedValue, conversionKeyword } from '../openapi/converted.ts'
import {
  type Document,
  type OperationObject,
  type Parameter,
  type RequestBody,
  resolve,
  type Schema,
} from '../openapi/document.ts'
import { mapAllSchemas } from '../openapi/map-schema.ts'
import { mapOperations } from '../openapi/path-item.ts'
import { cachedStringify } from '../openapi/stringify.ts'

/** The part of a configuration that decides what JSON becomes in JavaScript. */
export type ValueOptions = Pick<Config, 'dates' | 'int64'>

/**
 * Returns a document whose schemas of dates and of integers of 64 bits are marked, if they become
 * `Date` and `bigint`. Types, validators and conversions read the mark. Page numbers and sizes stay
 * numbers, because the client calculates with them.
 */
export function convertValues(document: Document, { dates, int64 }: ValueOptions): Document {
  const converts = { Date: dates === 'Date', bigint: int64 === 'bigint' }
  const isMarked = cachedStringify(document).includes(`"${conversionKeyword}"`)
  if (!converts.Date && !converts.bigint && !isMarked) return document
  const marked = mapAllSchemas(document, ({ [conversionKeyword]: _, ...schema }) => {
    const value = convertible(schema)
    return value && converts[value] ? { ...schema, [conversionKeyword]: value } : schema
  }) as Document
  if (!converts.bigint) return marked
  const paths = Object.entries(marked.paths ?? {}).map(([path, item]) => [
    path,
    mapOperations(item, ({ operationObject }) => withPlainPages(marked, operationObject)),
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

function withPlainPages(document: Document, operation: OperationObject): OperationObject {
  const pagination = operation['x-pagination']
  if (!pagination) return operation
  const names = ['page', 'offset', 'limit'].map((name) => pagination[name])
  const { parameters, requestBody } = operation
  if (pagination.in === 'body' && requestBody) {
    // The schemas are copies of this step already.
    for (const { schema } of Object.values(resolve<RequestBody>(document, requestBody).content)) {
      const properties = schema && resolve<Schema>(document, schema)['properties']
      const byName = (properties ?? {}) as Record<string, Schema>
      for (const name of names) {
        const property = typeof name === 'string' ? byName[name] : undefined
        if (property) byName[String(name)] = plain(resolve<Schema>(document, property))
      }
    }
  }
  if (!parameters) return operation
  return {
    ...operation,
    parameters: parameters.map((node) => {
      const parameter = resolve<Parameter>(document, node)
      const { schema, name } = parameter
      if (!schema || parameter.in !== 'query' || !names.includes(name)) return node
      return { ...parameter, schema: plain(resolve<Schema>(document, schema)) }
    }),
  }
}
