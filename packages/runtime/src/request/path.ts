import { rejectInput } from '../errors/refusal.ts'
import { serializePrimitive } from './query.ts'

/** A path value inside its own segment. Throws InputError for one that would leave it, or is missing. */
export function encodePathSegment(
  name: string,
  value: unknown,
  operation: string | undefined,
): string {
  const refuse = rejectInput(name, operation)
  if (value === undefined || value === null) refuse('is missing')
  const text = serializePrimitive(value, refuse)
  if (text === '') refuse('is empty')
  // A URL parser would resolve these away and reach another path.
  if (text === '.' || text === '..') refuse('is a dot segment')
  return encodeURIComponent(text)
}

/** Fills a path template; every value stays inside its own segment. Throws InputError for a value that cannot. */
export function buildPath(
  template: string,
  values: Readonly<Record<string, unknown>>,
  operation?: string,
): string {
  const [start, ...parts] = template.split('{')
  const filled = parts.map((part) => {
    const [name = '', ...after] = part.split('}')
    return encodePathSegment(name, values[name], operation) + after.join('}')
  })
  return start + filled.join('')
}
