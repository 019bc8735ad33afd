// The words of a name: `userId2` has `user`, `Id` and `2`.
const words = /[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+/g

// Names of the field that end with digits.
const technical = /^(base|h|ip|ipv|iso|md|oauth|p|sha|utf|x)\d+$/i

/**
 * Returns whether a name looks like data instead of a name that a program gives: an id, an email
 * address, a date, a token.
 */
export function isDataName(name: string): boolean {
  if (!/^[A-Za-z_$@.-][\w$.:-]*$/.test(name) || name.length > 40) return true
  if ((name.match(/\d/g)?.length ?? 0) > 3) return true
  if (/\d{2}$/.test(name) && !technical.test(name)) return true
  if (/^[0-9a-f-]{8,}$/i.test(name) && /\d/.test(name)) return true
  if (/\.[a-z]{2,}$/i.test(name) || /@./.test(name.slice(1))) return true
  const parts = name.match(words) ?? []
  // A name has words of several letters. A random token changes its case after one or two.
  return name.length >= 12 && parts.length > 0 && name.length / parts.length < 2.5
}
