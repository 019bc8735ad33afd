/**
 * Returns the names that a JSON pointer consists of.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6901#section-3
 */
export function pointerNames(pointer: string): string[] {
  const [, ...parts] = pointer.split('/')
  return parts.map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
}

/** Returns the pointer to a member or an item of the value at a pointer. */
export function pointerInto(pointer: string, name: string): string {
  return `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`
}

/** Returns the value at a JSON pointer; undefined where there is none. */
export function valueAtPointer(root: unknown, pointer: string): unknown {
  return pointerNames(pointer).reduce<unknown>((value, name) => {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
    return (value as Readonly<Record<string, unknown>>)[name]
  }, root)
}
