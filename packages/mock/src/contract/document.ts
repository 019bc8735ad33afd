import type { Pagination } from '@returning-kit/runtime'

/** A JSON Schema: an object of keywords, or a verdict for everything. */
export type Schema = boolean | Readonly<Record<string, unknown>>

interface Reference {
  readonly $ref: string
}

type Or<T> = T | Reference

export interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header' | 'cookie'
  readonly required?: boolean
  readonly style?: string
  readonly schema?: Schema
  readonly example?: unknown
  readonly examples?: Readonly<Record<string, Or<{ readonly value?: unknown }>>>
}

export type MediaType = Omit<Parameter, 'name' | 'in'>

interface Body {
  readonly content?: Readonly<Record<string, MediaType>>
  readonly headers?: Readonly<Record<string, Or<MediaType>>>
}

export interface OperationObject {
  readonly operationId?: string
  readonly security?: readonly Readonly<Record<string, unknown>>[]
  readonly parameters?: readonly Or<Parameter>[]
  readonly requestBody?: Or<Body>
  readonly responses?: Readonly<Record<string, Or<Body>>>
  readonly 'x-pagination'?: Pagination
  readonly 'x-envelope'?: string
}

/** The part of OpenAPI 3.1 that the mock reads; Prism reads the rest. */
export interface Document {
  readonly paths?: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  readonly security?: OperationObject['security']
  readonly components?: {
    readonly schemas?: Readonly<Record<string, Schema>>
    readonly securitySchemes?: Readonly<
      Record<string, Or<{ readonly type: string; readonly in?: string; readonly name?: string }>>
    >
  }
  readonly 'x-envelopes'?: Readonly<
    Record<string, { readonly data: string; readonly meta?: string }>
  >
}

/** Something of a document, and where it stands there. */
export interface Located<T> {
  readonly value: T
  /** JSON pointer, from the document's root. @see https://www.rfc-editor.org/rfc/rfc6901 */
  readonly pointer: string
}

/** One token of a JSON pointer. */
export function escapePointer(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1')
}

/** What stands at a JSON pointer. */
export function nodeAt(document: object, pointer: string): unknown {
  const names = pointer.split('/').slice(1)
  const step = (node: unknown, name: string) =>
    (node as Record<string, unknown> | null | undefined)?.[name]
  return names
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce(step, document)
}

/** Follows references until something stands there. */
export function locate<T>(document: object, value: T | Reference, pointer: string): Located<T> {
  if (typeof value !== 'object' || value === null || !('$ref' in value))
    return { value: value as T, pointer }
  const target = decodeURIComponent(value.$ref.replace(/^#/, ''))
  const found = nodeAt(document, target)
  if (found === undefined)
    throw new Error(`The document refers to ${value.$ref}, which it does not have.`)
  return locate<T>(document, found as T | Reference, target)
}

/** The examples of a media type, a parameter or a header, with the pointers they stand at. */
export function examplesOf(
  document: object,
  { value, pointer }: Located<MediaType>,
): Located<unknown>[] {
  const found: Located<unknown>[] = []
  if (value.example !== undefined)
    found.push({ value: value.example, pointer: `${pointer}/example` })
  for (const [name, given] of Object.entries(value.examples ?? {})) {
    const at = locate<{ value?: unknown }>(
      document,
      given,
      `${pointer}/examples/${escapePointer(name)}`,
    )
    if (at.value.value !== undefined)
      found.push({ value: at.value.value, pointer: `${at.pointer}/value` })
  }
  return found
}

/** The member at a dotted path; the value itself for an empty path. */
export function memberAt(value: unknown, path: string): unknown {
  const names = path === '' ? [] : path.split('.')
  return names.reduce<unknown>(
    (node, name) => (node as Record<string, unknown> | null | undefined)?.[name],
    value,
  )
}
