import type { OperationModel } from '../../model/operation.ts'
import { GenerationError } from '../../openapi/diagnostic.ts'
import {
  type Document,
  methods,
  type PathItem,
  resolve,
  type Server,
} from '../../openapi/document.ts'
import { key, literal, quote, tsdoc } from '../print.ts'
import type { CredentialModel } from './credentials.ts'
import { serversOf } from './servers.ts'

// Options that every client has; a credential cannot take one of their names.
const taken = new Set([
  'baseUrl',
  'serverVariables',
  'fetch',
  'timeout',
  'totalTimeout',
  'retry',
  'maxResponseBytes',
  'plugins',
  'clock',
  'onRequest',
  'onResponse',
  'onRetry',
  'onError',
])

/** Writes `createClient`, with one option for each credential of the contract. */
export function writeClient(
  document: Document,
  models: readonly OperationModel[],
  credentials: ReadonlyMap<string, CredentialModel>,
  hash: string,
  runtime: string,
): string {
  const servers = serversOf(document, models)
  const variables = variablesOf(document, servers)
  const contract = {
    server: servers[0],
    ...(Object.values(variables).some(Boolean) && { variables }),
  }
  const options = [...credentials].filter(([, { scheme }]) => !scheme['x-credential'])
  const clash = options.find(([name]) => taken.has(name))
  if (clash)
    throw new GenerationError([
      `the security scheme ${clash[0]} has the name of a client option; rename it`,
    ])
  const members = options.map(
    ([name, { scheme }]) => `${tsdoc([scheme.description], '  ')}  ${key(name)}?: Credential\n`,
  )
  const names = Object.keys(variables)
  if (names.length > 0) {
    members.push(
      `  /** Values of the variables in the contract's server addresses. */\n  serverVariables?: { ${names.map((name) => `${key(name)}?: string`).join('; ')} }\n`,
    )
  }
  const first = options[0]?.[0]
  const sample = first ? `{ ${key(first)}: () => 'fake-credential' }` : '{}'
  const credential = options.length > 0 ? ['type Credential'] : []
  const imports = [
    'type Client',
    'type Contract',
    'createContractClient',
    ...credential,
    'type RuntimeOptions',
  ]
  return `import { ${imports.join(', ')} } from ${quote(runtime)}

/** sha256 of the contract that this code was generated from. */
export const contractHash = ${quote(hash)}

const contract: Contract = ${literal(contract)}

/** Options of {@link createClient}: a credential for each scheme of the contract, and how calls are made. */
export interface ClientOptions extends Omit<RuntimeOptions, 'serverVariables'> {
${members.join('')}}

/** Id of an operation of this contract. */
export type OperationId = ${models.map(({ id }) => quote(id)).join(' | ') || 'never'}

export type { Client }

/**
 * Makes a client. Nothing is sent, and no credential is asked for, before the first call.
 *
 * @param options - Credentials, hosts, bounds and hooks; all optional. A call whose credential is missing is refused
 * before the network, with a CredentialError that names the option.
 * @throws InputError for a \`baseUrl\` that is no http(s) address.
 *
 * @example
 * \`\`\`ts
 * const client = createClient(${sample})
 * \`\`\`
 */
export function createClient(options: ClientOptions = {}): Client {
  return createContractClient(contract, options as RuntimeOptions & Record<string, unknown>)
}
`
}

function allServers(document: Document): Server[] {
  const items = Object.values(document.paths ?? {}).map((item) => resolve<PathItem>(document, item))
  const operations = items.flatMap((item) => methods.flatMap((method) => item[method] ?? []))
  return [document, ...items, ...operations].flatMap(({ servers }) => servers ?? [])
}

// By name, with the default of each; undefined where the caller has to set it.
function variablesOf(
  document: Document,
  servers: readonly string[],
): Record<string, string | undefined> {
  const declared = Object.assign(
    {},
    ...allServers(document).map(({ variables }) => variables),
  ) as NonNullable<Server['variables']>
  const names = servers.flatMap((server) =>
    [...server.matchAll(/\{([^{}]+)\}/g)].map(([, name]) => name ?? ''),
  )
  return Object.fromEntries(
    names.map((name) => {
      const variable = declared[name]
      return [name, variable?.['x-placeholder'] ? undefined : variable?.default]
    }),
  )
}
