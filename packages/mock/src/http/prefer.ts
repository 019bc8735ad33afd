/** Preferences of a request about its response. */
export interface Preference {
  readonly code?: number
  readonly exampleKey?: string
  readonly dynamic?: boolean
  readonly seed?: string
}

/** Thrown for an invalid value of a preference. */
export class PreferenceError extends Error {
  override readonly name = 'PreferenceError' as const
}

function parsePreferHeader(header: string): Record<string, string> {
  const pairs = [...header.matchAll(/([\w-]+)\s*=\s*(?:"([^"]*)"|([^\s,;]*))/g)]
  // The first of several equal names counts (RFC 7240, section 2), and the last entry of an object.
  return Object.fromEntries(
    pairs
      .reverse()
      .map(([, name, quoted, unquoted]) => [
        (name as string).toLowerCase(),
        quoted ?? unquoted ?? '',
      ]),
  )
}

function parsePreferQuery(query: URLSearchParams): Record<string, string> {
  const pairs = [...query].filter(([name]) => name.startsWith('__'))
  return Object.fromEntries(pairs.map(([name, value]) => [name.slice(2), value]))
}

/**
 * Parses `Prefer: code=404, example=name, dynamic=true, seed=x`, or without that header the query
 * parameters `__code`, `__example`, `__dynamic` and `__seed`.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7240
 */
export function readPreference(header: string | undefined, query: URLSearchParams): Preference {
  const preferences = header ? parsePreferHeader(header) : parsePreferQuery(query)
  const { code, example, dynamic, seed } = preferences
  if (code !== undefined && !/^[2-5]\d{2}$/.test(code)) {
    throw new PreferenceError('The preference `code` must be a status from 200 to 599.')
  }
  if (dynamic !== undefined && dynamic !== 'true' && dynamic !== 'false') {
    throw new PreferenceError('The preference `dynamic` must be `true` or `false`.')
  }
  return {
    ...(code !== undefined && { code: Number(code) }),
    ...(example !== undefined && { exampleKey: example }),
    ...(dynamic !== undefined && { dynamic: dynamic === 'true' }),
    ...(seed !== undefined && { seed }),
  }
}
