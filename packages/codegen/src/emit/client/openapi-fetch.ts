import { Imports } from '../imports.ts'
import type { FileOutput, OutputContext } from '../output.ts'
import { wrappedLiteral } from '../print.ts'
import { securityLiteral } from './credentials.ts'
import { serversOf } from './servers.ts'

/** The openapi-fetch client of a contract. */
export const openapiFetch = {
  name: 'openapiFetch',
  step: 'operations',
  files: {
    repository: 'packages/core/src/generated/openapi-fetch.gen.ts',
    folder: 'openapi-fetch.gen.ts',
  },
  emit: (context) => writeOpenapiFetch(context),
} as const satisfies FileOutput

function writeOpenapiFetch({ document, operations, credentials, layout }: OutputContext): string {
  const imports = new Imports()
  const runtime = imports.from(layout.runtime)
  const fetchRuntime = imports.from(`${layout.runtime}/openapi-fetch`)
  const client = imports.from('./client.gen.ts')
  const requirements = (document.security ?? []).map((requirement) => Object.keys(requirement))
  const namespace = () => imports.from('./credentials.gen.ts').namespace('credentials')
  const security = securityLiteral(credentials, requirements, namespace)
  const config = {
    servers: serversOf(document, operations),
    ...(requirements.length > 0 && { security }),
  }
  const optionsType = `${client.type('ClientOptions')} | ${runtime.type('Client')}`
  const resultType = `${fetchRuntime.type('FetchClient')}<${imports.from('./types.gen.ts').type('paths')}>`
  const createFetchClient = fetchRuntime.value('createClient', 'createFetchClient')
  const createFunctionsClient = client.value('createClient', 'createFunctionsClient')
  const body = `
export type { FetchClient }

const config: ${fetchRuntime.type('FetchClientConfig')} = ${wrappedLiteral(config, '', 'const config: FetchClientConfig = '.length)}

/**
 * Returns an openapi-fetch client of this contract: \`GET\`, \`POST\`, …, \`use\`. Credentials,
 * retries and time limits are those of the functions; responses and middleware are those of
 * openapi-fetch.
 *
 * @param options - Options of the client. Pass a client of the functions instead to share its
 * credentials, cached tokens and retry budget; its middleware stays its own.
 * @throws InputError when the contract's first host has a variable that is not set.
 * @see https://openapi-ts.dev/openapi-fetch/
 */
export function createClient(options: ${optionsType} = {}): ${resultType} {
  const client = ${runtime.value('isClient')}(options) ? options : ${createFunctionsClient}(options)
  return ${createFetchClient}<paths>(client, config)
}
`
  return `${imports.print()}${body}`
}
