import { convertedValue } from '../openapi/converted.ts'
import {
  type Document,
  type OperationObject,
  type Parameter,
  type ResponseObject,
  resolve,
  type Schema,
} from '../openapi/document.ts'
import { valueTypes } from '../openapi/value-types.ts'

/** A header that responses of an operation may have. */
export interface HeaderModel {
  readonly name: string
  readonly kind:
    | 'string'
    | 'number'
    | 'boolean'
    | 'json'
    | readonly ['string' | 'number' | 'boolean']
  readonly schema: Schema
  readonly description: string | undefined
}

/** Returns the headers that the responses of an operation declare. */
export function responseHeaders(document: Document, { responses }: OperationObject): HeaderModel[] {
  const headers = new Map<string, HeaderModel>()
  for (const node of Object.values(responses ?? {})) {
    const declared = resolve<ResponseObject>(document, node).headers ?? {}
    for (const [name, header] of Object.entries(declared)) {
      // Every object has a property of this name, which is no header.
      if (name in Object.prototype) continue
      const key = name.toLowerCase()
      // OpenAPI ignores it: the media types are more precise.
      if (key === 'content-type') continue
      const model = headerModel(document, name, resolve<Parameter>(document, header))
      const other = headers.get(key)
      headers.set(key, other && !isSame(other, model) ? asString(other) : (other ?? model))
    }
  }
  return [...headers.values()]
}

const isSame = (one: HeaderModel, other: HeaderModel) =>
  JSON.stringify([one.kind, one.schema]) === JSON.stringify([other.kind, other.schema])

// Two statuses declare different types.
const asString = ({ name, description }: HeaderModel): HeaderModel => ({
  ...{ name, description, kind: 'string', schema: { type: 'string' } },
})

function headerModel(document: Document, name: string, header: Parameter): HeaderModel {
  const { schema, content, description } = header
  const json = content?.['application/json']?.schema
  if (json) return { name, description, kind: 'json', schema: json }
  // The integer would be rounded before it becomes a bigint.
  if (schema && convertedValue(resolve<Schema>(document, schema)) === 'bigint') {
    return { name, description, kind: 'string', schema }
  }
  if (!schema) return asString({ name, description, kind: 'string', schema: {} })
  const kind = singleKind(document, schema)
  if (kind) return { name, description, kind, schema }
  const { items } = resolve<Schema>(document, schema)
  const isArray = isOnly(valueTypes(document, schema), 'array')
  const item = isArray ? singleKind(document, items) : undefined
  // What has no type, or a notation that nothing else uses, stays as it is.
  return item
    ? { name, description, kind: [item], schema }
    : asString({ name, description, kind: 'string', schema })
}

function singleKind(
  document: Document,
  schema: unknown,
): 'string' | 'number' | 'boolean' | undefined {
  const types = valueTypes(document, schema)
  return (['string', 'number', 'boolean'] as const).find((type) => isOnly(types, type))
}

const isOnly = (types: ReadonlySet<string> | undefined, type: string) =>
  types?.size === 1 && types.has(type)
