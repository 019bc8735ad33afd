/**
 * Returns a reference relative to its own document, where it names that document by the URL in its
 * `$self`; undefined for a reference to another one.
 *
 * @see https://spec.openapis.org/oas/v3.2.0.html#establishing-the-base-uri
 */
export function fragmentOfSelf(self: unknown, ref: string): string | undefined {
  if (typeof self !== 'string' || !URL.canParse(self)) return undefined
  const base = new URL(self)
  if (!URL.canParse(ref, base)) return undefined
  const target = new URL(ref, base)
  const { hash } = target
  target.hash = ''
  base.hash = ''
  return target.href === base.href ? hash || '#' : undefined
}
