import type { Route } from '@returning-kit/runtime/recording'
import { type Document, resolve, type SecurityScheme } from '../../openapi/document.ts'
import type { BuiltRequest } from './build-request.ts'

/** Credentials by the names of security schemes. */
export type VerifyCredentials = Readonly<Record<string, string>>

/**
 * Returns a request with the credential of its operation; undefined if none of its alternatives is
 * there.
 */
export function withCredential(
  request: BuiltRequest,
  { operationObject }: Route,
  document: Document,
  credentials: VerifyCredentials,
): BuiltRequest | undefined {
  const all = (operationObject['security'] ?? document.security ?? []) as Record<string, unknown>[]
  if (all.length === 0) return request
  const chosen = all.find((one) => Object.keys(one).every((name) => name in credentials))
  if (!chosen) return undefined
  return Object.keys(chosen).reduce((current, name) => {
    const node = document.components?.securitySchemes?.[name]
    const value = credentials[name] ?? ''
    return node ? withScheme(current, resolve<SecurityScheme>(document, node), value) : current
  }, request)
}

function withScheme(request: BuiltRequest, scheme: SecurityScheme, value: string): BuiltRequest {
  const withHeader = (name: string, text: string) => ({
    ...request,
    headers: { ...request.headers, [name.toLowerCase()]: text },
  })
  const { type, in: location, name = '' } = scheme
  if (type !== 'apiKey') {
    const isBasic = scheme.scheme?.toLowerCase() === 'basic'
    const text = isBasic ? `Basic ${Buffer.from(value).toString('base64')}` : `Bearer ${value}`
    return withHeader('authorization', text)
  }
  if (location === 'header') return withHeader(name, value)
  if (location === 'cookie') return withHeader('cookie', `${name}=${encodeURIComponent(value)}`)
  const separator = request.url.includes('?') ? '&' : '?'
  const url = `${request.url}${separator}${name}=${encodeURIComponent(value)}`
  return { ...request, url }
}
