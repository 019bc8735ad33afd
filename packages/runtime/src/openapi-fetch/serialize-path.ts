import { defaultPathSerializer } from 'openapi-fetch'
import { rejectInput } from '../errors/input-error.ts'

const placeholders = /\{[^{}]+\}/g

// `{;name*}` is the parameter `name` in the style `matrix`.
const styled = /^\{[.;]|\*\}$/

const nameOf = (placeholder: string) => placeholder.replace(/^\{[.;]?|\*?\}$/g, '')

// `..` in a segment of its own. A URL parser resolves `%2e%2e`, too.
const dotSegment = /(^|\/)(\.|%2e){1,2}($|\/)/i

function fill(
  placeholder: string,
  values: Readonly<Record<string, unknown>>,
  operation: string | undefined,
): string {
  const isStyled = styled.test(placeholder)
  const name = isStyled ? nameOf(placeholder) : placeholder.slice(1, -1)
  const value = values[name]
  if (value === undefined || value === null) return rejectInput(name, operation)('is missing')
  const filled =
    isStyled || typeof value === 'object'
      ? defaultPathSerializer(placeholder, { [name]: value })
      : encodeURIComponent(value as string)
  return filled === '' || value === '' ? rejectInput(name, operation)('is empty') : filled
}

/**
 * Returns a path with its values filled in, in the styles of openapi-fetch. Throws InputError for a
 * value that is missing or empty, and for one that would lead to another path.
 */
export function serializePath(
  pathname: string,
  values: Readonly<Record<string, unknown>>,
  operation: string | undefined,
): string {
  const fillOne = (placeholder: string) => fill(placeholder, values, operation)
  const filled = pathname.replace(placeholders, fillOne)
  if (!dotSegment.test(filled)) return filled
  for (const segment of pathname.split('/')) {
    const [placeholder] = segment.match(placeholders) ?? []
    if (placeholder && dotSegment.test(segment.replace(placeholders, fillOne))) {
      rejectInput(nameOf(placeholder), operation)('is a dot segment')
    }
  }
  return filled
}

/**
 * Throws InputError for a URL that still has a placeholder of its path: openapi-fetch leaves it
 * without `params.path`.
 */
export function assertPathIsComplete(
  url: string,
  path: string,
  operation: string | undefined,
): void {
  if (!/\{|%7B/i.test(url)) return
  for (const [placeholder] of path.matchAll(placeholders)) {
    if (!url.includes(placeholder) && !url.includes(encodeURI(placeholder))) continue
    rejectInput(nameOf(placeholder), operation)('is missing')
  }
}
