import { defaultPathSerializer } from 'openapi-fetch'
import { rejectInput } from '../errors/input-error.ts'

const placeholders = /\{[^{}]+\}/g

// `{;name*}` is the parameter `name` in the style `matrix`.
const nameOf = (placeholder: string) => placeholder.replace(/^\{[.;]?|\*?\}$/g, '')

/**
 * Returns a path with its values filled in, in the styles of openapi-fetch. Throws InputError for a value that is missing
 * or empty, and for one that would lead to another path.
 */
export function serializePath(
  pathname: string,
  values: Readonly<Record<string, unknown>>,
  operation: string | undefined,
): string {
  const fill = (placeholder: string): string => {
    const name = nameOf(placeholder)
    const reject = rejectInput(name, operation)
    const value = values[name]
    if (value === undefined || value === null) reject('is missing')
    const filled = defaultPathSerializer(placeholder, { [name]: value })
    return filled === '' || value === '' ? reject('is empty') : filled
  }
  const segments = pathname.split('/').map((segment) => {
    const filled = segment.replace(placeholders, fill)
    // A URL parser resolves `%2e%2e`, too.
    if (filled === segment || !/(^|\/)(\.|%2e){1,2}($|\/)/i.test(filled)) return filled
    return rejectInput(
      nameOf(segment.match(placeholders)?.[0] ?? ''),
      operation,
    )('is a dot segment')
  })
  return segments.join('/')
}

/** Throws InputError for a URL that still has a placeholder of its path: openapi-fetch leaves it without `params.path`. */
export function assertPathIsComplete(
  url: string,
  path: string,
  operation: string | undefined,
): void {
  for (const [placeholder] of path.matchAll(placeholders)) {
    if (!url.includes(placeholder) && !url.includes(encodeURI(placeholder))) continue
    rejectInput(nameOf(placeholder), operation)('is missing')
  }
}
