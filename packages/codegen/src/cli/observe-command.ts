import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { type Command, UsageError } from '../command/command.ts'
import { reportFormats } from '../evidence/report/report-formats.ts'
import { commaSeparated, evidenceOptions, projectOf, runEvidence } from './evidence-options.ts'
import { knownValue, startFolder } from './options.ts'

/** Compares recorded calls with a contract. */
export const observeCommand: Command = {
  help: `Usage: returning-kit observe <evidence>... [options]

Compares calls with a contract: evidence that recordExchanges wrote, HTTP archives (HAR), or calls
as lines of JSON. Values are taken out while the files are read.

  --spec <file>       the contract; default: that of returning-kit.config.ts
  --format text|markdown|json
  --base-url <url>    one more URL where the service is, with its base path; may be repeated
  --values <name>     a member whose values are kept, to suggest an enum; may be repeated
  --write             edits the contract: adds optional members and statuses, widens what calls
                      contradict, sets x-provenance; then generates and writes changesets
  --new-operations    adds operations that the contract does not have, too, with proposed names
  --source <text>     source of the provenance; default: the origin of most calls

Exit codes: 0 the calls match or were written, 1 an error, 2 wrong usage, 3 the calls have more than
the contract, 4 the calls contradict it.`,
  run: (args) =>
    runEvidence(async () => {
      const { values, positionals } = parseArgs({
        args: [...args],
        allowPositionals: true,
        options: {
          ...evidenceOptions,
          'base-url': { type: 'string', multiple: true, default: [] },
          values: { type: 'string', multiple: true, default: [] },
          'new-operations': { type: 'boolean', default: false },
        },
      })
      if (positionals.length === 0) throw new UsageError('Pass a file of evidence.')
      const { runObserve } = await import('../evidence/observe-command.ts')
      return runObserve({
        ...(await projectOf(values.spec)),
        files: positionals.map((file) => resolve(startFolder(), file)),
        format: knownValue('format', values.format, reportFormats),
        baseUrls: values['base-url'],
        values: values.values.flatMap(commaSeparated),
        write: values.write,
        newOperations: values['new-operations'],
        source: values.source,
      })
    }),
}
