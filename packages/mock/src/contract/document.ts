import type { Pagination } from '@returning-kit/runtime'
import { pointerPart } from '@returning-kit/runtime/validation'

/** A JSON Schema: an object of keywords or a boolean. */
export type Schema = boolean | Readonly<Record<string, unknown>>

interface Reference {
  readonly $ref: string
}

type OrReference<T> = T | Reference

export interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header' | 'cookie'
  readonly required?: boolean
  readonly deprecated?: boolean
  readonly style?: string
  readonly schema?: Schema
  readonly example?: unknown
  readonly examples?: Readonly<Record<string, OrReference<{ readonly value?: unknown }>>>
}

export interface MediaType extends Omit<Parameter, 'name' | 'in'> {
  /** Of each item of a stream. @see https://spec.openapis.org/oas/v3.2.0.html#media-type-object */
  readonly itemSchema?: Schema
}

interface Body {
  readonly content?: Readonly<Record<string, MediaType>>
  readonly headers?: Readonly<Record<string, OrReference<MediaType>>>
}

/** How a request selects the fields of a response, as `openapi/README.md` explains. */
export interface FieldSelection {
  readonly style: 'flags' | 'csv' | 'body'
  readonly params: readonly string[]
}

export interface OperationObject {
  readonly operationId?: string
  readonly deprecated?: boolean
  readonly security?: readonly Readonly<Record<string, unknown>>[]
  readonly parameters?: readonly OrReference<Parameter>[]
  readonly requestBody?: OrReference<Body>
  readonly responses?: Readonly<Record<string, OrReference<Body>>>
  readonly 'x-pagination'?: Pagination
  readonly 'x-envelope'?: string
  readonly 'x-fields'?: FieldSelection
}

export interface SecurityScheme {
  readonly type: string
  readonly scheme?: string
  readonly in?: string
  readonly name?: string
}

/** The part of OpenAPI 3.1 that the mock reads. Prism reads the rest. */
export interface Document {
  readonly openapi?: string
  readonly info?: { readonly title?: string }
  readonly paths?: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  readonly servers?: readonly { readonly url?: string }[]
  readonly webhooks?: Readonly<Record<string, unknown>>
  readonly security?: OperationObject['security']
  readonly components?: {
    readonly schemas?: Readonly<Record<string, Schema>>
    readonly securitySchemes?: Readonly<Record<string, OrReference<SecurityScheme>>>
  }
  readonly 'x-envelopes'?: Readonly<
    Record<string, { readonly data: string; readonly meta?: string }>
  >
}

/** A value of a document and its location. */
export interface Located<T> {
  readonly value: T
  /** JSON pointer from the root of the document. @see https://www.rfc-editor.org/rfc/rfc6901 */
  readonly pointer: string
}

/** Returns the value of a name, which may be that of an inherited property such as `toString`. */
export function ownValue<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined
}

/** Returns the value at a JSON pointer, or undefined. */
export function valueAt(document: object, pointer: string): unknown {
  const names = pointer.split('/').slice(1)
  return names
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>(
      (node, name) => (node as Record<string, unknown> | null | undefined)?.[name],
      document,
    )
}

/** Returns a value that may be a reference, with all references followed. */
export function dereference<T>(
  document: object,
  value: T | Reference,
  pointer: string,
): Located<T> {
  if (typeof value !== 'object' || value === null || !('$ref' in value)) {
    return { value: value as T, pointer }
  }
  const target = decodeURIComponent(value.$ref.replace(/^#/, ''))
  const referenced = valueAt(document, target)
  if (referenced === undefined) {
    throw new Error(`The document has a reference to ${value.$ref}, which does not exist.`)
  }
  return dereference<T>(document, referenced as T | Reference, target)
}

/** Returns the path of the first server without a slash at its end: `/v1`, or an empty string. */
export function basePathOf({ servers }: Document): string {
  const url = servers?.[0]?.url ?? ''
  const path = url.replace(/^(?:[a-z][a-z\d+.-]*:)?\/\/[^/]*/i, '')
  // A variable of the server can have any value.
  return path.includes('{') || !path.startsWith('/') ? '' : path.replace(/\/+$/, '')
}

/** Returns the security scheme of a name, or undefined. */
export function securitySchemeOf(document: Document, name: string): SecurityScheme | undefined {
  const scheme = document.components?.securitySchemes?.[name]
  return scheme && dereference(document, scheme, '').value
}

/** Returns the examples of a media type, parameter or header. */
export function examplesOf(
  document: object,
  { value, pointer }: Located<MediaType>,
): Located<unknown>[] {
  const examples: Located<unknown>[] = []
  if (value.example !== undefined) {
    examples.push({ value: value.example, pointer: `${pointer}/example` })
  }
  for (const [name, exampleOrReference] of Object.entries(value.examples ?? {})) {
    const example = dereference<{ value?: unknown }>(
      document,
      exampleOrReference,
      `${pointer}/examples/${pointerPart(name)}`,
    )
    if (example.value.value !== undefined) {
      examples.push({ value: example.value.value, pointer: `${example.pointer}/value` })
    }
  }
  return examples
}
