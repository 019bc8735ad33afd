import { type Credentials, isBasic } from '../../model/credentials.ts'
import type { SecurityScheme } from '../../openapi/document.ts'
import { pascal } from '../../openapi/identifiers.ts'
import { Imports, type ModuleImports } from '../imports.ts'
import type { FileOutput, OutputContext } from '../output.ts'
import { Code, wrappedLiteral } from '../print.ts'
import { tsdoc } from '../tsdoc.ts'

/** One constant for each credential, so that a bundle contains those of its operations only. */
export const credentials = {
  name: 'credentials',
  step: 'operations',
  files: {
    repository: 'packages/core/src/generated/credentials.gen.ts',
    folder: 'credentials.gen.ts',
  },
  emit: (context) => writeCredentials(context),
} as const satisfies FileOutput

/** Writes the constants that describe to the runtime how each credential is sent. */
export function writeCredentials({
  credentials,
  layout,
}: Pick<OutputContext, 'credentials' | 'layout'>): string {
  if (credentials.size === 0) return 'export {}\n'
  const imports = new Imports()
  const runtime = imports.from(layout.runtime)
  const constants = [...credentials.values()].map(({ scheme, constant, option }) => {
    const comment = tsdoc([`Security scheme of the credential \`${option}\`.`])
    const head = `export const ${constant}: ${runtime.type('SecurityScheme')} = `
    const value = wrappedLiteral(runtimeScheme(scheme, option, runtime), '', head.length)
    return `${comment}${head}${value}\n`
  })
  return `${imports.print()}\n${constants.join('\n')}`
}

/**
 * Returns the descriptor of a security scheme for the runtime. Imports the function that serializes
 * the credential.
 */
export function runtimeScheme(
  securityScheme: SecurityScheme,
  option: string,
  runtime: ModuleImports,
): object {
  const { type, name, scheme, in: location = 'header' } = securityScheme
  // A scheme that is not an API key is sent in the Authorization header.
  const serialize = new Code(runtime.value(type === 'apiKey' ? location : 'header'))
  if (type === 'apiKey') return { serialize, name, option }
  const prefix = type === 'http' && scheme ? `${pascal(scheme.toLowerCase())} ` : 'Bearer '
  const encode = isBasic(securityScheme) && new Code(runtime.value('encodeBasic'))
  return { serialize, name: 'authorization', prefix, ...(encode && { encode }), option }
}

/** Returns the security of a descriptor: alternatives of constants in the file of credentials. */
export function securityLiteral(
  credentials: Credentials,
  security: readonly (readonly string[])[],
  namespace: () => string,
): Code[][] {
  const constants = (schemes: readonly string[]) =>
    schemes.flatMap((name) => {
      const constant = credentials.get(name)?.constant
      return constant === undefined ? [] : new Code(`${namespace()}.${constant}`)
    })
  return security.map(constants)
}
