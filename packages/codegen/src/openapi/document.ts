/** The part of OpenAPI 3.0 and 3.1 that the generator reads. */
export interface Document {
  openapi: string
  info: { title: string; version: string }
  servers?: Server[]
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

export const methods = [
  'get',
  'put',
  'post',
  'delete',
  'options',
  'head',
  'patch',
  'trace',
] as const

export type PathItem = { servers?: Server[]; parameters?: (Parameter | Reference)[] } & {
  [method in (typeof methods)[number]]?: OperationObject
}

export interface Provenance {
  status: 'documented' | 'partial' | 'provisional'
  source: string
  asOf: string
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
  'x-provenance'?: Provenance
  'x-permission'?: string
  'x-envelope'?: string
  'x-pagination'?: Record<string, string | number> & {
    style: 'page' | 'offset' | 'cursor'
    in: 'query' | 'body'
  }
  'x-fields'?: { style: 'flags' | 'csv' | 'body'; params: string[] }
  'x-idempotent'?: boolean
  'x-navigation'?: string
  'x-direction'?: 'incoming' | 'outgoing'
}

export interface Parameter {
  name: string
  in: 'path' | 'query' | 'header' | 'cookie'
  required?: boolean
  description?: string
  deprecated?: boolean
  style?: string
  explode?: boolean
  schema?: Schema
  content?: Record<string, MediaType>
  example?: unknown
  examples?: Record<string, { value?: unknown }>
}

export interface MediaType {
  schema?: Schema
  example?: unknown
  examples?: Record<string, { value?: unknown } | Reference>
}

export interface RequestBody {
  required?: boolean
  description?: string
  content: Record<string, MediaType>
}

export interface ResponseObject {
  description?: string
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

/** A server's address; one without a host begins with a variable for it, as only the caller knows it. */
export function serverUrl(server: Server | undefined): string {
  const url = server?.url.replace(/\/$/, '') ?? ''
  return /^https?:\/\/|^\{/.test(url) ? url : `{origin}${url.replace(/^\.?\/?(?=.)/, '/')}`
}

/** A JSON Schema object, or what stands for one. */
export type Schema = { [keyword: string]: unknown } & { $ref?: string }

/** Follows local references until something else stands there. Throws for one that leads nowhere. */
export function resolve<T extends object>(document: Document, node: T | Reference): T {
  let current: object = node
  for (let hops = 0; '$ref' in current && typeof current.$ref === 'string'; hops += 1) {
    if (hops > 50) throw new Error(`The reference ${current.$ref} leads back to itself.`)
    current = pointed(document, current.$ref)
  }
  return current as T
}

function pointed(document: Document, ref: string): object {
  let value: unknown = document
  for (const part of ref.replace(/^#\//, '').split('/')) {
    value = (value as Record<string, unknown> | undefined)?.[unescapePointer(part)]
  }
  if (typeof value !== 'object' || value === null)
    throw new Error(`The reference ${ref} leads nowhere.`)
  return value
}

/** A part of a JSON pointer in a URL, as the name it stands for. @see https://www.rfc-editor.org/rfc/rfc6901#section-6 */
export function unescapePointer(part: string): string {
  const text =
    URL.canParse(`x:${part}`) && /%[0-9a-f]{2}/i.test(part) ? decodeURIComponent(part) : part
  return text.replaceAll('~1', '/').replaceAll('~0', '~')
}

/** Name of the component schema that a schema refers to, if it is nothing but such a reference. */
export function schemaName(schema: Schema | undefined): string | undefined {
  const part = /^#\/components\/schemas\/([^/]+)$/.exec(schema?.$ref ?? '')?.[1]
  return part && unescapePointer(part)
}
