import { parseArgs } from 'node:util'
import { type ExportFormat, exportFormats } from '../store/export.ts'

/** What a process does. */
export const roles = ['web', 'worker', 'all'] as const
export type ProcessRole = (typeof roles)[number]

/** Thrown for arguments that no command has. The message names the remedy. */
export class UsageError extends Error {
  override readonly name = 'UsageError' as const
}

/** The help of the command line. */
export const usage = `A directory of the members of communities.

Usage:
  main.ts [start] [--role web|worker|all]   shows the pages, runs the syncs, or both (default)
  main.ts sync [--community ID]...          syncs now, or continues a sync, with progress
  main.ts export [--format csv|ndjson] [--output FILE] [--community ID]...
                                            writes the members to a file or the standard output

Options:
  --role        web and worker need DATABASE_URL: the embedded database lives in one process
  --community   id of a community, any number of times; all of RETURNING_COMMUNITY_ID by default
  --format      csv by default
  --output      path of the file
  --help        this text

Settings are environment variables; apps/sample/README.md lists them.
`

/** A command and its options. */
export type Command =
  | { readonly name: 'help' }
  | { readonly name: 'start'; readonly role: ProcessRole }
  | { readonly name: 'sync'; readonly communityIds: readonly string[] }
  | {
      readonly name: 'export'
      readonly communityIds: readonly string[]
      readonly format: ExportFormat
      readonly file: string | undefined
    }

const community = { type: 'string', multiple: true } as const
const options = {
  start: { role: { type: 'string' } },
  sync: { community },
  export: { community, format: { type: 'string' }, output: { type: 'string' } },
} as const

function oneOf<T extends string>(value: string, choices: readonly T[], option: string): T {
  const choice = choices.find((each) => each === value)
  if (choice !== undefined) return choice
  throw new UsageError(`--${option} must be ${choices.join(', ')}, received "${value}".`)
}

function parseOptions(name: keyof typeof options, args: readonly string[]) {
  try {
    const { values } = parseArgs({ args: [...args], options: options[name], strict: true })
    return values as { role?: string; community?: string[]; format?: string; output?: string }
  } catch (error) {
    throw new UsageError(`${(error as Error).message} Try --help.`)
  }
}

/** Reads the command line. Throws UsageError. */
export function parseCommand(args: readonly string[], knownIds: readonly string[]): Command {
  if (args.includes('--help') || args[0] === 'help') return { name: 'help' }
  const isNamed = args[0] !== undefined && !args[0].startsWith('-')
  const name = isNamed ? args[0] : 'start'
  if (name !== 'start' && name !== 'sync' && name !== 'export')
    throw new UsageError(`Unknown command "${name}". Try --help.`)
  const values = parseOptions(name, isNamed ? args.slice(1) : args)
  const { role = 'all', community: ids = knownIds, format = 'csv', output } = values
  const unknown = ids.find((id) => !knownIds.includes(id))
  if (unknown !== undefined)
    throw new UsageError(`--community ${unknown} is not in RETURNING_COMMUNITY_ID.`)
  if (name === 'start') return { name, role: oneOf(role, roles, 'role') }
  if (name === 'sync') return { name, communityIds: ids }
  const formats = Object.keys(exportFormats) as ExportFormat[]
  return { name, communityIds: ids, format: oneOf(format, formats, 'format'), file: output }
}
