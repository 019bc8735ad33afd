import { memberAt } from '../contract/document.ts'

type Members = Readonly<Record<string, unknown>>

/** A body with another value at a dotted path. */
export function withMember(body: unknown, path: string, value: unknown): unknown {
  if (path === '') return value
  const [name = '', ...rest] = path.split('.')
  if (Array.isArray(body))
    return body.map((item, index) =>
      String(index) === name ? withMember(item, rest.join('.'), value) : item,
    )
  const members = (body ?? {}) as Members
  const next = rest.length > 0 ? withMember(members[name], rest.join('.'), value) : value
  if (next !== undefined) return { ...members, [name]: next }
  const { [name]: _, ...others } = members
  return others
}

/**
 * Puts members over those at a dotted path of a sound body; those that the contract does not allow there are left out.
 *
 * @param faults - Says what is wrong with a body.
 */
export function mergeAllowed(
  body: unknown,
  path: string,
  members: Members,
  faults: (body: unknown) => readonly string[],
): unknown {
  if (
    faults(withMember(body, path, { ...(memberAt(body, path) as Members), ...members })).length ===
    0
  ) {
    return withMember(body, path, { ...(memberAt(body, path) as Members), ...members })
  }
  let result = body
  for (const [name, value] of Object.entries(members)) {
    const next = withMember(result, path, { ...(memberAt(result, path) as Members), [name]: value })
    if (faults(next).length === 0) result = next
  }
  return result
}
