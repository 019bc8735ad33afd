import { validateHeaderName } from 'node:http'

// Node derives these headers from the body. It throws for some values, and for others the client
// waits for bytes that never arrive.
const framingHeaders: ReadonlySet<string> = new Set([
  'content-length',
  'trailer',
  'transfer-encoding',
])

function isHeaderName(name: string): boolean {
  try {
    validateHeaderName(name)
    return true
  } catch {
    return false
  }
}

/** Returns what is wrong with the name of a response header, or undefined. */
export function headerNameProblem(name: string): string | undefined {
  if (!isHeaderName(name)) return `${JSON.stringify(name)} is not a valid header name`
  if (!framingHeaders.has(name.toLowerCase())) return undefined
  return `the header ${name} depends on the body, so the mock sets it`
}

/** Returns the headers that Node can write. Other characters of a value become `?`. */
export function writableHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => headerNameProblem(name) === undefined)
      .map(([name, value]) => [name, value.replaceAll(/[^\t\x20-\x7e\x80-\xff]/g, '?')]),
  )
}
