import { parseArgs } from 'node:util'
import { type ClientOptions, createClient, type OperationId } from '@returning-kit/core'
import { credentials } from './generated/catalog.gen.ts'
import { McpOptionError, type McpOptions } from './options.ts'

/** What the command line and the environment ask for. */
export interface Settings {
  readonly mode: 'stdio' | 'http' | 'help' | 'version'
  readonly host: string
  readonly port: number
  readonly accessToken: string | undefined
  readonly options: McpOptions
}

type Environment = Readonly<Record<string, string | undefined>>

/** Returns the environment variable of a credential: `RETURNING_USER_TOKEN` for `userToken`. */
export function variableOf(option: string): string {
  return `RETURNING_${option.replaceAll(/[A-Z]/g, '_$&').toUpperCase()}`
}

/** Returns the text of `--help`. */
export function usage(): string {
  const variables = credentials.map(
    ({ option, description = '' }) => `  ${variableOf(option).padEnd(28)}${description}`,
  )
  return `Serves the Returning.AI community API to agents, as an MCP server with the tools search and call.

  --http                 serve HTTP instead of stdio
  --port <number>        port of HTTP (default 3333)
  --host <address>       address to listen on (default 127.0.0.1)
  --allow <ids>          operations that change data and may be called, separated by commas
  --max-pages <number>   maximum number of pages that one call fetches (default 5)
  --max-tokens <number>  maximum size of a result, counted as four bytes a token (default 4000)
  --show-sensitive       do not redact what the contract calls sensitive
  --version              show the version
  --help                 show this help

Environment variables:
  RETURNING_BASE_URL          where requests are sent instead of the contract's servers
  RETURNING_MCP_ACCESS_TOKEN  token that requests over HTTP must send; required beyond loopback
${variables.join('\n')}`
}

/**
 * Reads the command line and the environment.
 *
 * @throws McpOptionError for an invalid value, and TypeError for an unknown option.
 */
export function readSettings(args: readonly string[], env: Environment): Settings {
  const { values } = parseArgs({
    args: [...args],
    options: {
      http: { type: 'boolean', default: false },
      port: { type: 'string', default: '3333' },
      host: { type: 'string', default: '127.0.0.1' },
      allow: { type: 'string', multiple: true, default: [] },
      'max-pages': { type: 'string', default: '5' },
      'max-tokens': { type: 'string', default: '4000' },
      'show-sensitive': { type: 'boolean', default: false },
      version: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  const read = (name: string) => env[name]?.trim() || undefined
  const accessToken = read('RETURNING_MCP_ACCESS_TOKEN')
  const isLoopback = /^(127\.\d+\.\d+\.\d+|localhost|::1)$/.test(values.host)
  if (values.http && !isLoopback && accessToken === undefined)
    throw new McpOptionError(
      `--host ${values.host} is reachable by others. Set RETURNING_MCP_ACCESS_TOKEN to a token that requests must send.`,
    )
  return {
    mode: values.help ? 'help' : values.version ? 'version' : values.http ? 'http' : 'stdio',
    host: values.host,
    port: integer('--port', values.port, 65_535),
    accessToken,
    options: {
      client: createClient(clientOptions(read)),
      allow: values.allow.flatMap((ids) => ids.split(',')) as OperationId[],
      maxPages: integer('--max-pages', values['max-pages'], 1000),
      maxTokens: integer('--max-tokens', values['max-tokens'], 1_000_000),
      showSensitive: values['show-sensitive'],
      credentialName: variableOf,
    },
  }
}

function clientOptions(read: (name: string) => string | undefined): ClientOptions {
  const baseUrl = read('RETURNING_BASE_URL')
  const values = credentials.flatMap(({ option }) => {
    const value = read(variableOf(option))
    return value === undefined ? [] : [[option, value] as const]
  })
  return { ...Object.fromEntries(values), ...(baseUrl !== undefined && { baseUrl }) }
}

function integer(name: string, value: string, maximum: number): number {
  const number = Number(value)
  if (/^\d+$/.test(value) && number <= maximum) return number
  throw new McpOptionError(`${name} must be an integer from 0 to ${maximum}, received ${value}.`)
}
