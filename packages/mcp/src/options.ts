import type { Client, OperationId } from '@returning-kit/core'
import { catalog } from './generated/catalog.gen.ts'

/** Thrown for an invalid option. The message names the remedy. */
export class McpOptionError extends Error {
  override readonly name = 'McpOptionError' as const
}

/** Options of the MCP server. */
export interface McpOptions {
  /** The client that the tool `call` uses. It holds the credentials, which no result contains. */
  client: Client
  /**
   * Operations that change something and may be called all the same. Every other operation that is
   * not safe is rejected.
   *
   * @default []
   */
  allow?: readonly OperationId[]
  /** Maximum number of pages that one call of a list fetches. @default 5 */
  maxPages?: number
  /**
   * Maximum size of a result in tokens, counted as four bytes of JSON each. A longer result is
   * trimmed, and contains how to read the rest.
   *
   * @default 4000
   */
  maxTokens?: number
  /** Whether results contain values that the contract calls sensitive. @default false */
  showSensitive?: boolean
  /** Returns the name of the setting for a credential of the client, for errors. @default the option itself */
  credentialName?: (option: string) => string
}

/** The options with their defaults. */
export type CheckedOptions = Readonly<Required<McpOptions>>

/**
 * Returns the options with their defaults.
 *
 * @throws McpOptionError for an unknown operation, and for a number out of range.
 */
export function checkOptions(options: McpOptions): CheckedOptions {
  const checked = {
    allow: [],
    maxPages: 5,
    maxTokens: 4000,
    showSensitive: false,
    credentialName: (option: string) => `the option \`${option}\` of the client`,
    ...options,
  }
  for (const id of checked.allow) {
    if (catalog.some((entry) => entry.id === id)) continue
    throw new McpOptionError(`\`allow\` names ${id}, which is no operation of the contract.`)
  }
  assertInteger('maxPages', checked.maxPages, 1, 1000)
  assertInteger('maxTokens', checked.maxTokens, 100, 1_000_000)
  return checked
}

function assertInteger(name: string, value: number, minimum: number, maximum: number): void {
  if (Number.isInteger(value) && value >= minimum && value <= maximum) return
  throw new McpOptionError(
    `\`${name}\` must be an integer from ${minimum} to ${maximum}, received ${value}.`,
  )
}
