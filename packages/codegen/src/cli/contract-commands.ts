import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { type Command, UsageError } from '../command/command.ts'
import { type CommandResult, runChangeset, runCheck } from '../diff/commands.ts'
import { runDiff } from '../diff/diff-command.ts'
import { formats } from '../diff/report/report.ts'
import { git } from '../diff/sides/commit.ts'
import { knownValue, startFolder } from './options.ts'

const sides = `before and after are a tag, branch or commit, a file or folder of a contract, or a file of a
revision (main:api/openapi.yaml). Without before, the contract is compared with the last release in
the history, or else with the commit where this branch left main. Without after, it is compared with
the same file of the work tree; by default that is openapi/openapi.yaml.`

/** Compares two contracts. */
export const diffCommand: Command = {
  help: `Usage:
  returning-kit diff [before] [after]      reports how a contract changes for callers
  returning-kit diff <release>..<release>  prints a changelog of all releases of the range

${sides}

  --format text|markdown|json|github  default: text; github prints annotations for Actions
  --accepted <file>                   accepted changes; default: accepted-changes.yaml beside the
                                      contract

The comparison needs the packages typescript and @returning-kit/runtime.
Exit codes: 0 none, 2 patch, 3 minor, 4 major, 1 error.`,
  run: (args) =>
    printComparison(async () => {
      const { values, positionals } = parseArgs({
        args: [...args],
        allowPositionals: true,
        options: {
          format: { type: 'string', default: 'text' },
          accepted: { type: 'string' },
        },
      })
      const [before, after, ...rest] = positionals
      rejectExtra(rest)
      return runDiff(await repositoryRoot(), {
        before,
        after,
        cwd: startFolder(),
        format: knownValue('format', values.format, formats),
        accepted:
          values.accepted === undefined ? undefined : resolve(startFolder(), values.accepted),
        blobUrl: blobUrl(),
      })
    }),
}

/** Writes the changesets of a changed contract. */
export const changesetCommand: Command = {
  help: `Usage: returning-kit changeset [base]

Writes the changes of the contract since the base into .changeset/, one file per package. The base
is a tag, branch or commit; default: the last release in the history.

Exit codes: 0 done, 1 error.`,
  run: (args) => runWithBase(args, runChangeset),
}

/** Checks the changesets of a changed contract. */
export const checkCommand: Command = {
  help: `Usage: returning-kit check [base]

Fails if a changeset of the contract is missing or outdated, or if its bump is too small. The base
is a tag, branch or commit; default: the last release in the history.

Exit codes: 0 the changesets cover the changes, 1 they do not, or an error.`,
  run: (args) => runWithBase(args, runCheck),
}

async function repositoryRoot(): Promise<string> {
  return (await git(startFolder(), 'rev-parse', '--show-toplevel')) ?? startFolder()
}

function runWithBase(
  args: readonly string[],
  run: (root: string, base: string | undefined) => Promise<CommandResult>,
): Promise<number> {
  return printComparison(async () => {
    const { positionals } = parseArgs({ args: [...args], allowPositionals: true })
    const [base, ...rest] = positionals
    rejectExtra(rest)
    return run(await repositoryRoot(), base)
  })
}

// Exit code 1 is an error, since 2 names a patch.
async function printComparison(run: () => Promise<CommandResult>): Promise<number> {
  try {
    const { exitCode, output } = await run()
    // A failed check goes to stderr. Other non-zero exit codes name the bump of a comparison.
    if (exitCode === 1) console.error(output)
    else console.log(output)
    return exitCode
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    return 1
  }
}

function rejectExtra([extra]: readonly string[]): void {
  if (extra !== undefined) {
    throw new UsageError(`Unexpected argument: ${extra}. Run with --help.`)
  }
}

// In a workflow of GitHub, reports link to the files.
function blobUrl(): string | undefined {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository } = process.env
  return server && repository ? `${server}/${repository}/blob` : undefined
}
