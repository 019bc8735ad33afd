import type { Document, Schema } from '../../openapi/document.ts'
import { escapePointer, valueAt } from '../../openapi/json-pointer.ts'

/** A value of a document with its JSON pointer. */
export interface Located<T = unknown> {
  readonly value: T
  readonly pointer: string
}

/** One value in both contracts. */
export interface Pair<T> {
  readonly before: T
  readonly after: T
}

/** Returns a value inside a located one; undefined where there is none. */
export function child<T>(
  { value, pointer }: Located,
  ...names: readonly (string | number)[]
): Located<T> | undefined {
  const path = names.map(String)
  const inner = valueAt(value, path)
  if (inner === undefined || inner === null) return undefined
  return { value: inner as T, pointer: `${pointer}/${path.map(escapePointer).join('/')}` }
}

/** Returns the values of a located object by name. */
export function children<T>(node: Located | undefined): Map<string, Located<T>> {
  if (!node || typeof node.value !== 'object' || node.value === null) return new Map()
  const names = Object.keys(node.value)
  return new Map(
    names.flatMap((name) => {
      const inner = child<T>(node, name)
      return inner ? [[name, inner] as const] : []
    }),
  )
}

/** Follows the references of a value. A reference that leads nowhere or to itself ends there. */
export function follow<T>(document: Document, node: Located): Located<T> {
  let current = node
  for (let hops = 0; hops < 50; hops += 1) {
    const pointer = referenceOf(current.value)
    const target = pointer === undefined ? undefined : valueAt(document, pointer)
    if (pointer === undefined || target === undefined) break
    current = { value: target, pointer }
  }
  return current as Located<T>
}

/** Returns the local reference that a value consists of. */
export function referenceOf(value: unknown): string | undefined {
  const reference = (value as Schema | null | undefined)?.$ref
  return typeof reference === 'string' && reference.startsWith('#/') ? reference : undefined
}

/** Returns the name of a component by its pointer, such as `User`; undefined for other pointers. */
export function componentName(pointer: string): string | undefined {
  const [, name] = /^#\/components\/\w+\/([^/]+)$/.exec(pointer) ?? []
  return name?.replaceAll('~1', '/').replaceAll('~0', '~')
}
