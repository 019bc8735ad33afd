import type { OperationModel } from '../../model/operation.ts'
import { readRoutes } from '../../model/read-operations.ts'
import { Imports } from '../imports.ts'
import type { FileOutput, OutputContext } from '../output.ts'
import { Code, literal, quote } from '../print.ts'
import { securityLiteral } from './credentials.ts'
import { isIdempotent, sensitiveNames } from './descriptor.ts'

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

function writeOpenapiFetch(context: OutputContext): string {
  const { document, layout } = context
  const imports = new Imports()
  const fetchRuntime = imports.from(`${layout.runtime}/openapi-fetch`)
  const client = imports.from('./client.gen.ts')
  const options = client.type('ClientOptions')
  const clientType = imports.from(layout.runtime).type('Client')
  const resultType = `${fetchRuntime.type('FetchClient')}<${imports.from('./types.gen.ts').type('paths')}>`
  const createFunctionsClient = client.value('createClient', 'createFunctionsClient')
  const byDefault = (document.security ?? []).map((requirement) => Object.keys(requirement))
  const security = routeSecurity(context, imports, byDefault)
  const body = `
export type { FetchClient }

/** Options of {@link createClient}: those of openapi-fetch, and those of a client of the functions. */
export type FetchClientOptions = Omit<${options}, 'fetch' | 'headers'> & ${fetchRuntime.type('FetchOptions')}

const contract: ${fetchRuntime.type('FetchContract')} = {
  createClient: ${createFunctionsClient},
${security ? `  security: ${security},\n` : ''}  routes: {
${writeRoutes(context, imports, security)}  },
}

/**
 * Returns an openapi-fetch client of this contract: \`GET\`, \`POST\`, …, \`use\`. A call gets the host and the
 * credentials of its operation. Retries and time limits are those of the functions; options, middleware and responses
 * are those of openapi-fetch.
 *
 * @param options - Options of the client. Pass a client of the functions instead to share its credentials, cached
 * tokens and retry budget; its middleware stays its own.
 * @throws InputError for an invalid or unknown option.
 * @see https://openapi-ts.dev/openapi-fetch/
 */
export function createClient(options: FetchClientOptions | ${clientType} = {}): ${resultType} {
  return ${fetchRuntime.value('createContractFetchClient')}<paths>(contract, options)
}
`
  return `${imports.print()}${body}`
}

function routeSecurity(
  { credentials }: OutputContext,
  imports: Imports,
  security: readonly (readonly string[])[],
): string | undefined {
  if (security.length === 0) return undefined
  const namespace = () => imports.from('./credentials.gen.ts').namespace('credentials')
  return securityLiteral(credentials, security, namespace)
}

// A path alone names no operation, so the table has all of them, also those that functions cannot express.
function writeRoutes(context: OutputContext, imports: Imports, byDefault: string | undefined) {
  const { document, operations, layout } = context
  const idOf = new Map(operations.map(({ id, method, path }) => [`${method} ${path}`, id]))
  const runtime = imports.from(layout.runtime)
  const prepareOf = ({ operationObject }: OperationModel) => {
    const header = operationObject['x-idempotency-key']
    return (
      header && new Code(`/* @__PURE__ */ ${runtime.value('idempotencyKey')}(${quote(header)})`)
    )
  }
  const lines = readRoutes(document).map((model) => {
    const { method, path, server } = model
    const security = routeSecurity(context, imports, model.security) ?? '[]'
    const sensitive = sensitiveNames({ model, document })
    const route = {
      id: idOf.get(`${method} ${path}`) ?? model.id,
      server,
      security: security === (byDefault ?? '[]') ? undefined : new Code(security),
      idempotent: isIdempotent(model),
      prepare: prepareOf(model),
      sensitive: sensitive === undefined ? undefined : new Code(sensitive),
    }
    return `    ${quote(`${method} ${path}`)}: ${literal(route)},\n`
  })
  return lines.join('')
}
