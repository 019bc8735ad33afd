import { isBasic } from '../../model/credentials.ts'
import { runtimeOptions } from '../../model/runtime-names.ts'
import { conversionKeyword } from '../../openapi/converted.ts'
import { GenerationError } from '../../openapi/diagnostic.ts'
import { type Document, type PathItem, resolve, type Server } from '../../openapi/document.ts'
import { pointerTo } from '../../openapi/json-pointer.ts'
import { operationsOf } from '../../openapi/path-item.ts'
import { cachedStringify } from '../../openapi/stringify.ts'
import { Imports } from '../imports.ts'
import type { FileOutput, OutputContext } from '../output.ts'
import { key, quote, wrappedLiteral } from '../print.ts'
import { shortHash } from '../short-hash.ts'
import { tsdoc } from '../tsdoc.ts'
import { serversOf } from './servers.ts'

/** `createClient`, with one option for each credential of the contract. */
export const client = {
  name: 'client',
  step: 'operations',
  files: { repository: 'packages/core/src/generated/client.gen.ts', folder: 'client.gen.ts' },
  emit: writeClient,
} as const satisfies FileOutput

function writeClient(context: OutputContext): string {
  const { document, operations, hash, layout } = context
  const imports = new Imports()
  const runtime = imports.from(layout.runtime)
  const options = credentialOptions(context)
  const variables = variablesOf(document, serversOf(document, operations))
  const properties = optionProperties(options, Object.keys(variables), runtime)
  const [first] = options
  const sample = first ? `{ ${key(first.name)}: () => 'fake-credential' }` : '{}'
  const contract = contractOf(context, options, variables)
  const runtimeOptionsType = runtime.type('RuntimeOptions')
  const clientType = `${runtime.type('ContractClient')}<ClientOptions>`
  const exactIntegers = usesBigints(document)
    ? `  ${imports.from(`${layout.runtime}/conversion`).value('assertExactIntegers')}()\n`
    : ''
  const body = `
/** sha256 of the contract that this code was generated from, without its descriptions. */
export const contractHash = ${quote(hash)}

const contract: ${runtime.type('Contract')} = ${wrappedLiteral(contract, '', 'const contract: Contract = '.length)}

/**
 * Options of {@link createClient}: a credential for each security scheme of the contract, and those
 * of the runtime.
 */
export interface ClientOptions extends Omit<${runtimeOptionsType}, 'serverVariables'> ${block(properties)}

/** A client of this contract. */
export type Client = ${clientType}

${tsdoc([
  'Creates a client. It sends no request and reads no credential before the first call.',
  `@param options - Credentials, hosts, limits and hooks; all optional. A call without a credential that it needs rejects with a CredentialError that names the option, before a request is sent.
@throws InputError for an invalid or unknown option.`,
  `@example\n\`\`\`ts\nconst client = createClient(${sample})\n\`\`\``,
])}export function createClient(options: ClientOptions = {}): Client {
${exactIntegers}  return ${runtime.value('createContractClient')}<ClientOptions>(contract, options)
}
`
  return `${imports.print()}${body}`
}

function contractOf(
  context: OutputContext,
  options: readonly CredentialOption[],
  variables: ServerVariables,
): object {
  const servers = serversOf(context.document, context.operations)
  return {
    hash: shortHash(context.hash),
    server: servers[0],
    ...(Object.values(variables).some(Boolean) && { variables }),
    ...(servers.length > 1 && { servers }),
    credentials: options.map(({ name }) => name),
    ...secretsOf(context),
  }
}

function optionProperties(
  options: readonly CredentialOption[],
  variables: readonly string[],
  runtime: ReturnType<Imports['from']>,
): string[] {
  const properties = options.map(
    ({ name, description, type }) =>
      `${tsdoc([description], '  ')}  ${key(name)}?: ${runtime.type(type)}\n`,
  )
  if (variables.length === 0) return properties
  const type = `{ ${variables.map((name) => `${key(name)}?: string`).join('; ')} }`
  const comment = tsdoc(["Values of the variables in the contract's server URLs."], '  ')
  return [...properties, `${comment}  serverVariables?: ${type}\n`]
}

const block = (lines: readonly string[]) => (lines.length > 0 ? `{\n${lines.join('')}}` : '{}')

function usesBigints(document: Document): boolean {
  return cachedStringify(document).includes(`"${conversionKeyword}":"bigint"`)
}

interface CredentialOption {
  readonly name: string
  readonly description: string | undefined
  readonly type: 'BasicCredential' | 'Credential'
}

// A scheme with `x-credential` uses the option of another scheme.
function credentialOptions({
  credentials,
}: Pick<OutputContext, 'credentials'>): CredentialOption[] {
  const schemes = [...credentials].filter(([, { scheme }]) => !scheme['x-credential'])
  const reserved = [...runtimeOptions, ...Object.getOwnPropertyNames(Object.prototype)]
  const diagnostics = schemes
    .filter(([name]) => reserved.includes(name))
    .map(([name]) => ({
      message: `the security scheme ${name} has the name of a client option; rename it`,
      pointer: pointerTo('components', 'securitySchemes', name),
    }))
  if (diagnostics.length > 0) throw new GenerationError(diagnostics)
  return schemes.map(([name, { scheme }]) => ({
    name,
    description: scheme.description,
    type: isBasic(scheme) ? 'BasicCredential' : 'Credential',
  }))
}

// Where the schemes send credentials, so that values there are redacted whatever their names look
// like.
function secretsOf({ credentials }: Pick<OutputContext, 'credentials'>): { secrets?: string[] } {
  const names = [...credentials.values()].map(({ scheme }) =>
    scheme.type === 'apiKey' ? (scheme.name ?? '').toLowerCase() : 'authorization',
  )
  return names.length > 0 ? { secrets: [...new Set(names)] } : {}
}

function allServers(document: Document): Server[] {
  const items = Object.values(document.paths ?? {}).map((item) => resolve<PathItem>(document, item))
  const operations = items.flatMap(operationsOf).map(({ operationObject }) => operationObject)
  return [document, ...items, ...operations].flatMap(({ servers }) => servers ?? [])
}

/** Defaults of variables by name; undefined where the caller has to set one. */
type ServerVariables = Readonly<Record<string, string | undefined>>

function variablesOf(document: Document, servers: readonly string[]): ServerVariables {
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
