// The conditions under which the response of Prism is known without Prism. Each is stricter than
// Prism: a request that does not fulfil one may still be legal.

import { type Document, securitySchemeOf } from '../contract/document.ts'
import type { Operation } from '../contract/operation.ts'
import type { IncomingRequest } from '../http/messages.ts'

const plainPath = /^[\w.~/-]*$/
const plainJson = /^application\/json(; ?charset=utf-8)?$/i
const plainForm = /^multipart\/form-data; ?boundary="?[\w'()+,./:=?-]+"?$/i

/**
 * Returns whether Prism reads the same values from a request as `readInput`. Prism compares names
 * without their case, and joins the values of a name that occurs twice.
 */
export function isUnambiguous(operation: Operation, incoming: IncomingRequest): boolean {
  return (
    plainPath.test(incoming.path) &&
    hasPlainQuery(operation, incoming.query) &&
    hasPlainBody(operation, incoming)
  )
}

function hasPlainQuery(operation: Operation, query: URLSearchParams): boolean {
  if (query.size === 0) return true
  const { parameters, fieldSelection } = operation
  const declared = parameters.flatMap(({ value }) => (value.in === 'query' ? [value.name] : []))
  const lowerCase = new Set(declared.map((name) => name.toLowerCase()))
  const flags = fieldSelection?.style === 'flags' ? fieldSelection.params : []
  const names = [...query.keys()]
  const isPlain = (name: string) =>
    flags.includes(name)
      ? /^(true|false)$/.test(query.get(name) ?? '')
      : declared.includes(name) || !(lowerCase.has(name.toLowerCase()) || name in Object.prototype)
  return new Set(names).size === names.length && names.every(isPlain)
}

function hasPlainBody({ body: declared }: Operation, { headers, body }: IncomingRequest): boolean {
  if (body === null) return true
  const contentType = headers['content-type'] ?? ''
  if (plainJson.test(contentType)) return 'application/json' in declared && Boolean(body)
  return plainForm.test(contentType) && 'multipart/form-data' in declared
}

/** Returns whether a request accepts JSON. */
export function acceptsJson({ headers: { accept } }: IncomingRequest): boolean {
  if (accept === undefined) return true
  const ranges = accept.split(',').map((range) => range.trim())
  // A range with a weight could exclude JSON.
  return !accept.includes(';') && (ranges.includes('*/*') || ranges.includes('application/json'))
}

/** Returns whether a request has the credentials that an operation requires. */
export function hasCredentials(
  document: Document,
  { security }: Operation,
  { headers }: IncomingRequest,
): boolean {
  const isPresent = (name: string) => {
    const scheme = securitySchemeOf(document, name)
    if (scheme?.type === 'apiKey') {
      return scheme.in === 'header' && Boolean(headers[scheme.name?.toLowerCase() ?? ''])
    }
    const isBearer = scheme?.type === 'http' && scheme.scheme === 'bearer'
    return isBearer && /^Bearer\s.+$/.test(headers['authorization'] ?? '')
  }
  const isFulfilled = (names: readonly string[]) => names.length > 0 && names.every(isPresent)
  return security.length === 0 || security.some(isFulfilled)
}
