import type { OperationModel } from '../../model/operation.ts'
import { type Document, resolve, type SecurityScheme } from '../../openapi/document.ts'
import { identifier, NameAllocator, pascal } from '../../openapi/identifiers.ts'
import { Code, literal, quote, tsdoc } from '../print.ts'

/** A credential of a contract: its scheme, and the constant that tells the runtime how it is sent. */
export interface CredentialModel {
  readonly scheme: SecurityScheme
  readonly constant: string
  /** Option of `createClient` that feeds it. */
  readonly option: string
}

/** The credentials that calls may need, by the names of their schemes. */
export function readCredentials(
  document: Document,
  models: readonly OperationModel[],
): ReadonlyMap<string, CredentialModel> {
  const byDefault = (document.security ?? []).flatMap(Object.keys)
  const used = new Set([...models.flatMap(({ security }) => security.flat()), ...byDefault])
  // A scheme may be called like the function that sends it.
  const names = new NameAllocator(['cookie', 'header', 'query'])
  const found = new Map<string, CredentialModel>()
  for (const [name, given] of Object.entries(document.components?.securitySchemes ?? {})) {
    const scheme = resolve<SecurityScheme>(document, given)
    if (!used.has(name) || scheme.type === 'mutualTLS') continue
    found.set(name, {
      scheme,
      constant: names.allocate(identifier(name)),
      option: scheme['x-credential'] ?? name,
    })
  }
  return found
}

/** Writes how each credential is sent, one constant each, so that a bundle holds those of its operations. */
export function writeCredentials(
  credentials: ReadonlyMap<string, CredentialModel>,
  runtime: string,
): string {
  if (credentials.size === 0) return 'export {}\n'
  const all = [...credentials.values()]
  const constants = all.map(({ scheme, constant, option }) => {
    const text = tsdoc([`How the credential \`${option}\` is sent.`])
    return `${text}export const ${constant}: SecurityScheme = ${literal(runtimeScheme(scheme, option))}\n`
  })
  return `${importsOf(
    all.map(({ scheme }) => scheme),
    [],
    quote(runtime),
  )}\n${constants.join('\n')}`
}

/** The import of what {@link runtimeScheme} names. */
export function importsOf(
  schemes: readonly SecurityScheme[],
  others: readonly string[],
  runtime: string,
): string {
  const places = [...new Set(schemes.map(serializerOf))].sort()
  return `import { ${[...places, ...others, 'type SecurityScheme'].join(', ')} } from ${runtime}\n`
}

// Whatever is no API key goes into the header of HTTP's own.
function serializerOf({ type, in: place = 'header' }: SecurityScheme): string {
  return type === 'apiKey' ? place : 'header'
}

/** What the runtime needs to know of a scheme. */
export function runtimeScheme(security: SecurityScheme, option: string): object {
  const { type, name, scheme } = security
  const serialize = new Code(serializerOf(security))
  if (type === 'apiKey') return { serialize, name, option }
  const prefix = type === 'http' && scheme ? `${pascal(scheme.toLowerCase())} ` : 'Bearer '
  return { serialize, name: 'authorization', prefix, option }
}

/** Security as the generated files write it: alternatives of constants. */
export function securityOf(
  credentials: ReadonlyMap<string, CredentialModel>,
  security: readonly (readonly string[])[],
): readonly (readonly Code[])[] {
  const constants = (name: string) => credentials.get(name)?.constant ?? []
  return security.map((schemes) =>
    schemes.flatMap(constants).map((constant) => new Code(`credentials.${constant}`)),
  )
}
