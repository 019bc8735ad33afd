import type { Command } from '../command/command.ts'

/** A command that is loaded when it runs: `generate` must not wait for TypeScript. */
export interface RegisteredCommand {
  /** One line in the list of commands. */
  readonly summary: string
  readonly load: () => Promise<Command>
}

/** All commands of the bin, in the order of `--help`. */
export const commands: Readonly<Record<string, RegisteredCommand>> = {
  generate: {
    summary: 'generates types, functions and validators from an OpenAPI document',
    load: async () => (await import('./generate-command.ts')).generateCommand,
  },
  types: {
    summary: 'writes the types of a document as openapi-typescript does',
    load: async () => (await import('../types-command/types-command.ts')).typesCommand,
  },
  diff: {
    summary: 'reports how a contract changes for callers',
    load: async () => (await import('./contract-commands.ts')).diffCommand,
  },
  changeset: {
    summary: 'writes the changesets that a changed contract requires',
    load: async () => (await import('./contract-commands.ts')).changesetCommand,
  },
  check: {
    summary: 'fails if a changeset is missing or its bump is too small',
    load: async () => (await import('./contract-commands.ts')).checkCommand,
  },
  observe: {
    summary: 'compares recorded calls with a contract, and learns from them',
    load: async () => (await import('./observe-command.ts')).observeCommand,
  },
  merge: {
    summary: 'merges another OpenAPI document into a contract',
    load: async () => (await import('./merge-command.ts')).mergeCommand,
  },
  verify: {
    summary: 'calls the safe operations of a service and compares the responses',
    load: async () => (await import('./verify-command.ts')).verifyCommand,
  },
}
