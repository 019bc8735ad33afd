import { pointerNames } from './pointer.ts'

const mask = '[redacted]'

/**
 * Returns a copy of a value without the values at some pointers.
 *
 * @param pointers - JSON pointers in which `*` stands for any item or member.
 */
export function redact(value: unknown, pointers: readonly string[]): unknown {
  return redactPaths(value, pointers.map(pointerNames))
}

/** Returns a copy of a value without the members of some names, at any depth. */
export function redactNames(value: unknown, names: ReadonlySet<string>): unknown {
  if (Array.isArray(value)) return value.map((item) => redactNames(item, names))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => {
      return [name, names.has(name) && member !== null ? mask : redactNames(member, names)]
    }),
  )
}

function redactPaths(value: unknown, paths: readonly (readonly string[])[]): unknown {
  if (value === undefined || paths.length === 0) return value
  if (paths.some((path) => path.length === 0)) return value === null ? null : mask
  if (typeof value !== 'object' || value === null) return value
  const inner = (name: string) =>
    paths.filter(([first]) => first === '*' || first === name).map((path) => path.slice(1))
  if (Array.isArray(value)) return value.map((item, index) => redactPaths(item, inner(`${index}`)))
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, redactPaths(member, inner(name))]),
  )
}
