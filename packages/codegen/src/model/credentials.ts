import { type Document, resolve, type SecurityScheme } from '../openapi/document.ts'
import { identifier, NameAllocator } from '../openapi/identifiers.ts'
import type { OperationModel } from './operation.ts'

/** A credential of a contract: its scheme, and the constant that describes it to the runtime. */
export interface CredentialModel {
  readonly scheme: SecurityScheme
  readonly constant: string
  /** Option of `createClient` that provides it. */
  readonly option: string
}

/** The credentials of a contract, by the names of their schemes. */
export type Credentials = ReadonlyMap<string, CredentialModel>

/** Reads the credentials that operations may need. */
export function readCredentials(
  document: Document,
  models: readonly OperationModel[],
): Credentials {
  const byDefault = (document.security ?? []).flatMap(Object.keys)
  const used = new Set([...models.flatMap(({ security }) => security.flat()), ...byDefault])
  // The file of credentials imports these functions; a scheme may have the same name.
  const names = new NameAllocator(['cookie', 'encodeBasic', 'header', 'query'])
  const credentials = new Map<string, CredentialModel>()
  for (const [name, node] of Object.entries(document.components?.securitySchemes ?? {})) {
    const scheme = resolve<SecurityScheme>(document, node)
    if (!used.has(name) || scheme.type === 'mutualTLS') continue
    credentials.set(name, {
      scheme,
      constant: names.allocate(identifier(name)),
      option: scheme['x-credential'] ?? name,
    })
  }
  return credentials
}

/** Returns whether a scheme sends a user name and a password. */
export function isBasic({ type, scheme }: SecurityScheme): boolean {
  return type === 'http' && scheme?.toLowerCase() === 'basic'
}
