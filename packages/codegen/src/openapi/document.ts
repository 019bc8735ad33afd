import { pointerTo, unescapePointer, valueAt } from './json-pointer.ts'

/** The part of OpenAPI 3.0, 3.1 and 3.2 that the generator reads. */
export interface Document {
  openapi: string
  $self?: string
  info: { title: string; version: string }
  servers?: Server[]
  tags?: Tag[]
  security?: SecurityRequirement[]
  paths?: Record<string, PathItem>
  webhooks?: Record<string, PathItem>
  components?: {
    schemas?: Record<string, Schema>
    securitySchemes?: Record<string, SecurityScheme | Reference>
    [kind: string]: Record<string, unknown> | undefined
  }
  'x-envelopes'?: Record<string, Envelope>
  'x-surfaces'?: { name: string; provenance: Provenance; description: string }[]
}

export interface Reference {
  $ref: string
}

export interface Server {
  url: string
  variables?: Record<string, { default: string; description?: string; 'x-placeholder'?: boolean }>
}

export type SecurityRequirement = Record<string, string[]>

export type Envelope = {
  data: string
  meta?: string
  message?: string
  ok?: { path: string; equals: string | number | boolean }
}

export interface Tag {
  name: string
  description?: string
  /** Name of the tag that contains it, from OpenAPI 3.2 on. */
  parent?: string
}

/** Methods that are keys of a path item. `query` is new in OpenAPI 3.2. */
export const methods = [
  'get',
  'put',
  'post',
  'delete',
  'options',
  'head',
  'patch',
  'trace',
  'query',
] as const

export type PathItem = {
  servers?: Server[]
  parameters?: (Parameter | Reference)[]
  additionalOperations?: Record<string, OperationObject>
} & { [method in (typeof methods)[number]]?: OperationObject }

export interface Provenance {
  status: 'documented' | 'observed' | 'partial' | 'provisional'
  source: string
  asOf: string
  /** In how many calls it was observed. */
  count?: number
}

export interface OperationObject {
  operationId?: string
  tags?: string[]
  summary?: string
  description?: string
  deprecated?: boolean
  servers?: Server[]
  security?: SecurityRequirement[]
  parameters?: (Parameter | Reference)[]
  requestBody?: RequestBody | Reference
  responses?: Record<string, ResponseObject | Reference>
  callbacks?: Record<string, Record<string, PathItem> | Reference>
  'x-provenance'?: Provenance
  'x-permission'?: string
  'x-envelope'?: string
  'x-pagination'?: Record<string, string | number> & {
    style: 'page' | 'offset' | 'cursor'
    in: 'query' | 'body'
  }
  'x-fields'?: { style: 'flags' | 'csv' | 'body'; params: string[] }
  'x-idempotent'?: boolean
  'x-idempotency-key'?: string
  'x-navigation'?: string
  'x-direction'?: 'incoming' | 'outgoing'
}

export interface Parameter {
  name: string
  in: 'path' | 'query' | 'querystring' | 'header' | 'cookie'
  required?: boolean
  description?: string
  deprecated?: boolean
  style?: string
  explode?: boolean
  allowReserved?: boolean
  schema?: Schema
  content?: Record<string, MediaType>
  example?: unknown
  examples?: Record<string, { value?: unknown }>
}

export interface MediaType {
  schema?: Schema
  /** Schema of each item of a stream, from OpenAPI 3.2 on. */
  itemSchema?: Schema
  encoding?: Record<string, Encoding>
  example?: unknown
  examples?: Record<string, { value?: unknown } | Reference>
}

/** How a property of a form is sent. */
export interface Encoding {
  contentType?: string
  style?: string
  explode?: boolean
  allowReserved?: boolean
}

export interface RequestBody {
  required?: boolean
  description?: string
  content: Record<string, MediaType>
}

export interface ResponseObject {
  description?: string
  headers?: Record<string, Parameter | Reference>
  content?: Record<string, MediaType>
}

export interface SecurityScheme {
  type: string
  in?: 'header' | 'query' | 'cookie'
  name?: string
  scheme?: string
  description?: string
  'x-credential'?: string
}

/** A JSON Schema: an object of keywords. */
export type Schema = { [keyword: string]: unknown } & { $ref?: string }

/**
 * Returns the URL of a server. A URL without a host begins with the variable `{origin}`, as only
 * the caller knows the host.
 */
export function serverUrl(server: Server | undefined): string {
  const url = server?.url?.replace(/\/$/, '') ?? ''
  return /^https?:\/\/|^\{/.test(url) ? url : `{origin}${url.replace(/^\.?\/?(?=.)/, '/')}`
}

/** Follows local references until a node is none. Throws for a reference that leads nowhere. */
export function resolve<T extends object>(document: Document, node: T | Reference): T {
  let current: object = node
  // A schema may be a boolean.
  for (let hops = 0; isReferenceObject(current); hops += 1) {
    if (hops > 50) throw new Error(`The reference ${current.$ref} refers to itself.`)
    const target = valueAt(document, current.$ref)
    if (typeof target !== 'object' || target === null) {
      throw new Error(`The reference ${current.$ref} cannot be resolved.`)
    }
    current = target
  }
  return current as T
}

const isReferenceObject = (node: object): node is Reference =>
  typeof node === 'object' && '$ref' in node && typeof node.$ref === 'string'

/** Returns the pointer to a component schema: `#/components/schemas/User`. */
export function schemaPointer(name: string): string {
  return pointerTo('components', 'schemas', name)
}

/**
 * Returns the name of the component schema that a schema refers to; undefined where it is not a
 * reference to one.
 */
export function schemaName(schema: Schema | undefined): string | undefined {
  const part = /^#\/components\/schemas\/([^/]+)$/.exec(schema?.$ref ?? '')?.[1]
  return part && unescapePointer(part)
}
