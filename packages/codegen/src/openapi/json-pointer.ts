// Escapes as `@redocly/openapi-core` does; a test compares both. Importing that package takes about
// a second, and the workers and the reader of JSON need nothing else from it.

/**
 * Returns a name as one part of a JSON pointer.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6901#section-3
 */
export function escapePointer(name: string): string {
  return name.includes('/') || name.includes('~')
    ? name.replaceAll('~', '~0').replaceAll('/', '~1')
    : name
}

/**
 * Returns the name that a part of a JSON pointer stands for. In a URL the part may be
 * percent-encoded.
 */
export function unescapePointer(part: string): string {
  // Large documents have a million parts, and nearly all of them are names.
  if (!part.includes('~') && !part.includes('%')) return part
  const name = part.replaceAll('~1', '/').replaceAll('~0', '~')
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}

/** Returns the names that a pointer such as `#/paths/~1users` consists of. */
export function pointerNames(pointer: string): string[] {
  const path = pointer.replace(/^#?\/?/, '')
  return path === '' ? [] : path.split('/').map(unescapePointer)
}

/** Returns the pointer to a value by the names on the way to it: `#/paths/~1users`. */
export function pointerTo(...names: readonly string[]): string {
  return `#/${names.map(escapePointer).join('/')}`
}

/**
 * Returns the value at a pointer, or at the end of a path of names; undefined where there is none.
 */
export function valueAt(root: unknown, path: string | readonly string[]): unknown {
  const names = typeof path === 'string' ? pointerNames(path) : path
  return names.reduce(
    (node, name) =>
      typeof node === 'object' && node !== null
        ? (node as Readonly<Record<string, unknown>>)[name]
        : undefined,
    root,
  )
}
