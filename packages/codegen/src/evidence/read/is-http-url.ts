/** Returns whether a value is the URL of a call: of HTTP, or a path. */
export function isHttpUrl(value: unknown): value is string {
  if (typeof value !== 'string' || !URL.canParse(value, 'http://localhost')) return false
  return value.startsWith('/') || /^https?:/i.test(value)
}
