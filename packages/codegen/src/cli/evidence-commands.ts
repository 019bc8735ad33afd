import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { type Command, UsageError } from '../command/command.ts'
import { observeFormats, runObserve } from '../evidence/observe-command.ts'
import { EvidenceError } from '../evidence/read/evidence-error.ts'
import { ContractError, problemText } from '../load/problem.ts'
import { displayPath, repositoryJob } from '../pipeline/job.ts'

/** Compares recorded calls with a contract. */
export const observeCommand: Command = {
  help: `Usage: returning-kit observe <evidence>... [options]

Compares calls with a contract: evidence that recordExchanges wrote, HTTP archives (HAR), or calls
as lines of JSON. Values are taken out while the files are read.

  --spec <file>       the contract; default: the contract of the repository
  --format text|markdown|json
  --base-url <url>    one more URL where the service is, with its base path; may be repeated
  --values <name>     a member whose values are kept, to suggest an enum; may be repeated
  --write             edits the contract: adds optional members and statuses, widens what calls
                      contradict, sets x-provenance; then generates and writes changesets
  --source <text>     source of the provenance; default: the origin of most calls

Exit codes: 0 the calls match or were written, 1 an error, 2 wrong usage, 3 the calls have more than
the contract, 4 the calls contradict it.`,
  run: (args) =>
    runAndPrint(() => {
      const { values, positionals } = parseArgs({
        args: [...args],
        allowPositionals: true,
        options: {
          spec: { type: 'string' },
          format: { type: 'string', default: 'text' },
          'base-url': { type: 'string', multiple: true, default: [] },
          values: { type: 'string', multiple: true, default: [] },
          write: { type: 'boolean', default: false },
          source: { type: 'string' },
        },
      })
      if (positionals.length === 0) throw new UsageError('Pass a file of evidence.')
      return runObserve({
        spec: values.spec === undefined ? repositoryJob.spec : resolve(cwd, values.spec),
        files: positionals.map((file) => resolve(cwd, file)),
        format: checkedFormat(values.format),
        baseUrls: values['base-url'],
        values: values.values.flatMap((names) => names.split(',')),
        write: values.write,
        source: values.source,
      })
    }),
}

// pnpm runs scripts in the root of the repository, and sets INIT_CWD to the folder where it was
// started.
const cwd = process.env['INIT_CWD'] ?? process.cwd()

async function runAndPrint(
  run: () => Promise<{ readonly exitCode: number; readonly output: string }>,
): Promise<number> {
  try {
    const { exitCode, output } = await run()
    console.log(output)
    return exitCode
  } catch (error) {
    if (error instanceof ContractError) {
      console.error(error.problems.map((one) => problemText(one, displayPath)).join('\n'))
      return 2
    }
    if (!(error instanceof EvidenceError)) throw error
    console.error(error.message)
    return 1
  }
}

function checkedFormat(format: string): (typeof observeFormats)[number] {
  const known = observeFormats.find((one) => one === format)
  if (known) return known
  const all = observeFormats.join(', ')
  throw new UsageError(`The format ${format} is unknown. Expected one of ${all}.`)
}
