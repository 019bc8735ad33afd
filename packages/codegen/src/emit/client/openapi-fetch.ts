import type { OperationModel } from '../../model/operation.ts'
import { Imports } from '../imports.ts'
import type { FileOutput, OutputContext } from '../output.ts'
import { Code, quote, wrappedLiteral } from '../print.ts'
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
  const byDefault = (document.security ?? []).map((requirement) => Object.keys(requirement))
  const contract = {
    createClient: new Code(client.value('createClient', 'createFunctionsClient')),
    ...(byDefault.length > 0 && { security: routeSecurity(context, imports, byDefault) }),
    routes: routesOf(context, imports, byDefault),
  }
  const head = `const contract: ${fetchRuntime.type('FetchContract')} = `
  const body = `
export type { FetchClient }

/** Options of {@link createClient}: those of openapi-fetch and those of a client of functions. */
export type FetchClientOptions = Omit<${options}, 'fetch' | 'headers'> & ${fetchRuntime.type('OpenapiFetchOptions')}

${head}${wrappedLiteral(contract, '', head.length)}

/**
 * Returns an openapi-fetch client of this contract: \`GET\`, \`POST\`, …, \`use\`. A call gets the
 * host and the credentials of its operation. Retries and time limits are those of the functions;
 * options, middleware and responses are those of openapi-fetch.
 *
 * @param options - Options of the client. Pass a client of the functions instead to share its
 * credentials, cached tokens and retry budget; its middleware stays its own.
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
): Code[][] {
  const namespace = () => imports.from('./credentials.gen.ts').namespace('credentials')
  return securityLiteral(credentials, security, namespace)
}

// A path alone names no operation, so the table has all of them, also those that functions cannot
// express.
function routesOf(
  context: OutputContext,
  imports: Imports,
  byDefault: readonly (readonly string[])[],
): Record<string, object> {
  const { document, operations, routes: models, layout } = context
  const idOf = new Map(operations.map(({ id, method, path }) => [`${method} ${path}`, id]))
  const runtime = imports.from(layout.runtime)
  const prepareOf = ({ operationObject }: OperationModel) => {
    const header = operationObject['x-idempotency-key']
    if (!header) return undefined
    return new Code(`/* @__PURE__ */ ${runtime.value('idempotencyKey')}(${quote(header)})`)
  }
  const routes = models.map((model): [string, object] => {
    const { method, path, server, security } = model
    const isDefault = JSON.stringify(security) === JSON.stringify(byDefault)
    const route = {
      id: idOf.get(`${method} ${path}`) ?? model.id,
      server,
      security: isDefault ? undefined : routeSecurity(context, imports, security),
      idempotent: isIdempotent(model),
      prepare: prepareOf(model),
      sensitive: sensitiveNames({ model, document }),
    }
    return [`${method} ${path}`, route]
  })
  return Object.fromEntries(routes)
}
