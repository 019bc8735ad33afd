import { rejectInput } from '../errors/input-error.ts'
import type { PreparedRequest } from '../operation/serializer.ts'
import { header } from './header.ts'

/** Headers by name, as `Headers`, or as pairs. */
export type HeaderOptions =
  | Headers
  | Readonly<Record<string, string | undefined>>
  | Iterable<readonly [string, string]>

/** Adds the headers of an option to a request. */
export function addHeaders(
  request: PreparedRequest,
  headers: HeaderOptions | undefined,
  operation: string,
): void {
  if (!headers) return
  const entries = Symbol.iterator in headers ? headers : Object.entries(headers)
  for (const [name, value] of entries as Iterable<[string, unknown]>) {
    if (value !== undefined) header(request, name, value, rejectInput(`headers.${name}`, operation))
  }
}
