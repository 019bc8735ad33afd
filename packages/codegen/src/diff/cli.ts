import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type CommandResult, runChangeset, runCheck, runDiff } from './commands.ts'

const usage = `Usage:
  pnpm contract:diff [base] [--markdown]  Reports how the contract changes for callers.
                                          Exit codes: 0 none, 2 patch, 3 minor, 4 major, 1 error.
  pnpm contract:changeset [base]          Writes these changes into .changeset/.
  pnpm contract:check [base]              Fails if a changeset is missing, or its bump is too small.

base is a tag, branch or commit. Without it, the contract is compared with the last release in the
history, or else with the commit where this branch left main. contract:diff also accepts a file or
folder of a contract.`

const root = join(import.meta.dirname, '../../../..')

function runCommand(
  command: string | undefined,
  base: string | undefined,
  markdown: boolean,
): Promise<CommandResult> {
  switch (command) {
    case 'diff':
      // pnpm runs scripts in the root of the repository, and sets INIT_CWD to the folder where it
      // was started.
      return runDiff(root, { base, cwd: process.env['INIT_CWD'] ?? process.cwd(), markdown })
    case 'changeset':
      return runChangeset(root, base)
    case 'check':
      return runCheck(root, base)
    default:
      return Promise.resolve({ exitCode: 0, output: usage })
  }
}

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      markdown: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  const [command, base] = values.help ? [] : positionals
  const result = await runCommand(command, base, values.markdown)
  // A failed check goes to stderr. Other non-zero exit codes name the bump of a comparison.
  if (result.exitCode === 1) console.error(result.output)
  else console.log(result.output)
  process.exitCode = result.exitCode
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
