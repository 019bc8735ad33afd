import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { type CommandResult, runChangeset, runCheck } from './commands.ts'
import { runDiff } from './diff-command.ts'
import { type Format, formats } from './report/report.ts'

const usage = `Usage:
  pnpm contract:diff [before] [after]     Reports how a contract changes for callers.
                                          Exit codes: 0 none, 2 patch, 3 minor, 4 major, 1 error.
  pnpm contract:diff <release>..<release> Prints a changelog of all releases of the range.
  pnpm contract:changeset [base]          Writes these changes into .changeset/.
  pnpm contract:check [base]              Fails if a changeset is missing, outdated, or its bump is
                                          too small.

before and after are a tag, branch or commit, a file or folder of a contract, or a file of a
revision (main:api/openapi.yaml). Without before, the contract is compared with the last release in
the history, or else with the commit where this branch left main. Without after, it is the contract
of the work tree.

Options of contract:diff:
  --format text|markdown|json|github      Default: text. github prints annotations for Actions.
  --accepted <file>                       Accepted changes. Default: accepted-changes.yaml beside
                                          the contract.`

const root = join(import.meta.dirname, '../../../..')
// pnpm runs scripts in the root of the repository, and sets INIT_CWD to the folder where it was
// started.
const cwd = process.env['INIT_CWD'] ?? process.cwd()

interface Arguments {
  positionals: readonly string[]
  format: string
  accepted: string | undefined
}

function runCommand({ positionals, format, accepted }: Arguments): Promise<CommandResult> {
  const [command, first, second, ...rest] = positionals
  const isDiff = command === 'diff'
  const extra = isDiff ? rest : [...(second === undefined ? [] : [second]), ...rest]
  if (extra.length > 0) throw new Error(`Unexpected argument: ${extra[0]}. Run with --help.`)
  switch (command) {
    case 'diff':
      return runDiff(root, {
        before: first,
        after: second,
        cwd,
        format: checkedFormat(format),
        accepted: accepted === undefined ? undefined : resolve(cwd, accepted),
        blobUrl: blobUrl(),
      })
    case 'changeset':
      return runChangeset(root, first)
    case 'check':
      return runCheck(root, first)
    default:
      return Promise.resolve({ exitCode: 0, output: usage })
  }
}

function checkedFormat(format: string): Format {
  const known = formats.find((one) => one === format)
  if (known) return known
  throw new Error(`The format ${format} is unknown. Expected one of ${formats.join(', ')}.`)
}

// In a workflow of GitHub, reports link to the files.
function blobUrl(): string | undefined {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository } = process.env
  return server && repository ? `${server}/${repository}/blob` : undefined
}

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      format: { type: 'string', default: 'text' },
      accepted: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  const { format, accepted, help } = values
  const result = await runCommand({ positionals: help ? [] : positionals, format, accepted })
  // A failed check goes to stderr. Other non-zero exit codes name the bump of a comparison.
  if (result.exitCode === 1) console.error(result.output)
  else console.log(result.output)
  process.exitCode = result.exitCode
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
