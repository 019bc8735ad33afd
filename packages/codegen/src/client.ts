import { type Document, methods, type PathItem, resolve, type SecurityScheme, type Server, serverUrl } from './document.ts'
import { pascal } from './identifiers.ts'
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

/** Writes `createClient`, with one option for each credential of the contract, and what the runtime needs to know of it. */
export function writeClient(document: Document, models: readonly OperationModel[], hash: string, runtime: string): string {
  const used = new Set([...models.flatMap(({ security }) => security.flat()), ...(document.security ?? []).flatMap(Object.keys)])
  const schemes = Object.entries(document.components?.securitySchemes ?? {})
    .map(([name, scheme]) => [name, resolve<SecurityScheme>(document, scheme)] as const)
    .filter(([name, { type }]) => used.has(name) && type !== 'mutualTLS')
  const servers = serversOf(document, models)
  const variables = variablesOf(document, servers)
  const contract = {
    schemes: Object.fromEntries(schemes.map(([name, scheme]) => [name, runtimeScheme(scheme)])),
    variables: Object.values(variables).some((value) => value !== undefined) ? variables : {},
    security: document.security?.map((requirement) => Object.keys(requirement)),
  }
  const options = schemes.filter(([, scheme]) => !scheme['x-credential'])
  const clash = options.find(([name]) => taken.has(name))
  if (clash) throw new GenerationError([`the security scheme ${clash[0]} has the name of a client option; rename it`])
  const members = options.map(([name, scheme]) => `${tsdoc([scheme.description], '  ')}  ${key(name)}?: Credential\n`)
  const names = Object.keys(variables)
  if (names.length > 0) {
    members.push(
      `  /** Values of the variables in the contract's server addresses. */\n  serverVariables?: { ${names.map((name) => `${key(name)}?: string`).join('; ')} }\n`,
    )
  }
  const first = options[0]?.[0]
  const sample = first ? `{ ${key(first)}: () => 'fake-credential' }` : '{}'
  const imports = ['type Client as RuntimeClient', 'connect', 'type Contract', ...(options.length > 0 ? ['type Credential'] : [])]
  return `import { ${imports.join(', ')}, type RuntimeOptions } from ${quote(runtime)}
import type { paths } from './types.gen.ts'

/** sha256 of the contract that this code was generated from. */
export const contractHash = ${quote(hash)}

const contract: Contract = {
  servers: ${literal(servers)},
${Object.entries(contract)
  .filter(([name, value]) => name === 'schemes' || (value !== undefined && Object.keys(value).length > 0))
  .map(([name, value]) => `  ${name}: ${literal(value)},\n`)
  .join('')}}

/** Options of {@link createClient}: a credential for each scheme of the contract, and how calls are made. */
export interface ClientOptions extends Omit<RuntimeOptions, 'serverVariables'> {
${members.join('')}}

/** A client of this contract: what the generated functions take first. It has the methods of openapi-fetch, too. */
export type Client = RuntimeClient<paths>

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
  return connect<paths>(contract, options as RuntimeOptions & Record<string, unknown>)
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

/** What the runtime needs to know of a scheme. */
export function runtimeScheme({ type, in: place, name, scheme, 'x-credential': option }: SecurityScheme): object {
  if (type === 'apiKey') return { in: place, name, option }
  const prefix = type === 'http' && scheme ? `${pascal(scheme.toLowerCase())} ` : 'Bearer '
  return { in: 'header', name: 'authorization', prefix, option }
}
