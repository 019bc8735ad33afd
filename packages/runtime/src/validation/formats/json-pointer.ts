/** Returns whether a string is a JSON pointer. @see https://www.rfc-editor.org/rfc/rfc6901 */
export function isJsonPointer(value: string): boolean {
  return (value === '' || value.startsWith('/')) && !/~(?![01])/.test(value)
}

/** Returns whether a string is a relative JSON pointer. */
export function isRelativeJsonPointer(value: string): boolean {
  const prefix = /^(?:0|[1-9]\d*)/.exec(value)?.[0]
  if (prefix === undefined) return false
  const rest = value.slice(prefix.length)
  return rest === '#' || isJsonPointer(rest)
}
