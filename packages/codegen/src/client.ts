import { type CredentialModel, securityOf } from './credentials.ts'
import { type Document, methods, type PathItem, resolve, type Server, serverUrl } from './document.ts'
import type { OperationModel } from './model.ts'
import { key, literal, quote, tsdoc } from './names.ts'
import { GenerationError } from './refusal.ts'

// Options that every client has; a credential cannot take one of their names.
const taken = new Set([
  'baseUrl',
  'serverVariables',
  'fetch',
  'timeout',
  'deadline',
  'retry',
  'maxResponseBytes',
  'plugs',
  'clock',
  'onRequest',
  'onResponse',
  'onRetry',
  'onError',
])

/** Writes `createClient`, with one option for each credential of the contract, and `openapiFetch`. */
export function writeClient(
  document: Document,
  models: readonly OperationModel[],
  credentials: ReadonlyMap<string, CredentialModel>,
  hash: string,
  runtime: string,
): string {
  const servers = serversOf(document, models)
  const variables = variablesOf(document, servers)
  const contract = { server: servers[0], ...(Object.values(variables).some(Boolean) && { variables }) }
  const security = securityOf(credentials, document.security?.map((requirement) => Object.keys(requirement)) ?? [])
  const surface = { servers, ...(security.length > 0 && { security }) }
  const options = [...credentials].filter(([, { scheme }]) => !scheme['x-credential'])
  const clash = options.find(([name]) => taken.has(name))
  if (clash) throw new GenerationError([`the security scheme ${clash[0]} has the name of a client option; rename it`])
  const members = options.map(([name, { scheme }]) => `${tsdoc([scheme.description], '  ')}  ${key(name)}?: Credential\n`)
  const names = Object.keys(variables)
  if (names.length > 0) {
    members.push(
      `  /** Values of the variables in the contract's server addresses. */\n  serverVariables?: { ${names.map((name) => `${key(name)}?: string`).join('; ')} }\n`,
    )
  }
  const first = options[0]?.[0]
  const sample = first ? `{ ${key(first)}: () => 'fake-credential' }` : '{}'
  const credential = options.length > 0 ? ['type Credential'] : []
  const imports = ['type Caller', 'connect', 'type Contract', ...credential, 'type FetchClient', 'openapiFetch as fetchClient']
  return `import { ${[...imports, 'type RuntimeOptions', 'type Surface'].join(', ')} } from ${quote(runtime)}
${security.flat().length > 0 ? "import * as credentials from './credentials.gen.ts'\n" : ''}import type { paths } from './types.gen.ts'

/** sha256 of the contract that this code was generated from. */
export const contractHash = ${quote(hash)}

const contract: Contract = ${literal(contract)}

const surface: Surface = ${literal(surface)}

/** Options of {@link createClient}: a credential for each scheme of the contract, and how calls are made. */
export interface ClientOptions extends Omit<RuntimeOptions, 'serverVariables'> {
${members.join('')}}

/** A client of this contract: what the generated functions take first. */
export type Client = Caller

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
  return connect(contract, options as RuntimeOptions & Record<string, unknown>)
}

/**
 * Gives a client the methods of openapi-fetch (\`GET\`, \`POST\`, …, \`use\`), for calls by path. They share its credentials,
 * retries and bounds; answers are those of openapi-fetch. Middleware sees the calls of the result alone.
 *
 * @param client - Made by {@link createClient}.
 * @throws InputError when the contract's first host has a variable that is not set.
 * @see https://openapi-ts.dev/openapi-fetch/
 *
 * @example
 * \`\`\`ts
 * const api = openapiFetch(client)
 * console.log(typeof api.GET)
 * \`\`\`
 */
export function openapiFetch(client: Client): FetchClient<paths> {
  return fetchClient<paths>(client, surface)
}
`
}

function serversOf(document: Document, models: readonly OperationModel[]): string[] {
  const own = document.servers && document.servers.length > 0 ? document.servers : [undefined]
  return [...new Set([...own.map(serverUrl), ...models.flatMap(({ server }) => server ?? [])])]
}

function allServers(document: Document): Server[] {
  const items = Object.values(document.paths ?? {}).map((item) => resolve<PathItem>(document, item))
  const operations = items.flatMap((item) => methods.flatMap((method) => item[method] ?? []))
  return [document, ...items, ...operations].flatMap(({ servers }) => servers ?? [])
}

// By name, with the default of each; undefined where the caller has to set it.
function variablesOf(document: Document, servers: readonly string[]): Record<string, string | undefined> {
  const declared = Object.assign({}, ...allServers(document).map(({ variables }) => variables)) as NonNullable<
    Server['variables']
  >
  const names = servers.flatMap((server) => [...server.matchAll(/\{([^{}]+)\}/g)].map(([, name]) => name ?? ''))
  return Object.fromEntries(
    names.map((name) => {
      const variable = declared[name]
      return [name, variable?.['x-placeholder'] ? undefined : variable?.default]
    }),
  )
}
