import type { PreparedRequest } from '../operation/serializer.ts'

/**
 * Returns a function that adds a header with a new idempotency key. The key is that of the call, so every attempt sends
 * it, and the service carries the call out once. A key of the caller takes precedence.
 * @see https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/
 */
export function idempotencyKey(header: string): (request: PreparedRequest) => void {
  const name = header.toLowerCase()
  return ({ headers }) => {
    headers[name] ??= crypto.randomUUID()
  }
}
