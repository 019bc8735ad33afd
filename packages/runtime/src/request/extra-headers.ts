import { rejectInput } from '../errors/input-error.ts'
import type { PreparedRequest } from '../operation/serializer.ts'
import { addHeader } from './header.ts'

/** Headers by name, as `Headers`, or as pairs. */
export type HeaderOptions =
  | Headers
  | Readonly<Record<string, string | undefined>>
  | Iterable<readonly [string, string]>

/** Returns the headers of an option as pairs. */
export function headerEntries(headers: HeaderOptions): Iterable<[string, unknown]> {
  return (Symbol.iterator in headers ? headers : Object.entries(headers)) as Iterable<
    [string, unknown]
  >
}

/** Adds the headers of an option to a request. */
export function addHeaders(
  request: PreparedRequest,
  headers: HeaderOptions | undefined,
  operation: string,
): void {
  if (!headers) return
  for (const [name, value] of headerEntries(headers)) {
    if (value === undefined) continue
    addHeader(request, name, value, rejectInput(`headers.${name}`, operation))
  }
}
