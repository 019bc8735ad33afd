/** What a request may choose of its answer. */
export interface Preference {
  readonly code?: number
  readonly exampleKey?: string
  readonly dynamic?: boolean
  readonly seed?: string
}

/** A preference whose value cannot be used; the message says which. */
export class PreferenceError extends Error {
  override readonly name = 'PreferenceError' as const
}

function members(header: string): Record<string, string> {
  const pairs = [...header.matchAll(/([\w-]+)\s*=\s*(?:"([^"]*)"|([^\s,;]*))/g)]
  return Object.fromEntries(
    pairs.map(([, name, quoted, bare]) => [(name as string).toLowerCase(), quoted ?? bare ?? '']),
  )
}

/**
 * Reads `Prefer: code=404, example=name, dynamic=true, seed=x`, or without it the query `__code`, `__example`, ….
 *
 * @see https://www.rfc-editor.org/rfc/rfc7240
 */
export function readPreference(header: string | undefined, query: URLSearchParams): Preference {
  const given = header
    ? members(header)
    : Object.fromEntries(
        [...query]
          .filter(([name]) => name.startsWith('__'))
          .map(([name, value]) => [name.slice(2), value]),
      )
  const { code, example, dynamic, seed } = given
  if (code !== undefined && !/^\d{3}$/.test(code))
    throw new PreferenceError('The preferred `code` is not a status of three digits.')
  if (dynamic !== undefined && !/^(true|false)$/.test(dynamic)) {
    throw new PreferenceError('The preferred `dynamic` is neither `true` nor `false`.')
  }
  return {
    ...(code !== undefined && { code: Number(code) }),
    ...(example !== undefined && { exampleKey: example }),
    ...(dynamic !== undefined && { dynamic: dynamic === 'true' }),
    ...(seed !== undefined && { seed }),
  }
}
