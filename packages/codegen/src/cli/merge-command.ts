import { basename, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { type Command, UsageError } from '../command/command.ts'
import { evidenceOptions, projectOf, runEvidence } from './evidence-options.ts'
import { knownValue, startFolder } from './options.ts'

const statuses = ['documented', 'observed', 'partial', 'provisional'] as const

/** Merges another document into a contract. */
export const mergeCommand: Command = {
  help: `Usage: returning-kit merge <file or URL> [options]

Merges another OpenAPI document, such as an official export, into the contract. Operations are
matched by method and path. The higher provenance wins (documented, observed, partial, provisional),
between equals the newer. What both declare differently is listed with both sources.

  --spec <file>       the contract; default: that of returning-kit.config.ts
  --status <status>   provenance of the other document; default: documented
  --source <text>     its source; default: the file or URL
  --as-of <date>      its date, as YYYY-MM-DD; default: today
  --format text|json
  --write             edits the contract, then generates and writes changesets

Exit codes: 0 merged, 1 an error, 2 wrong usage, 4 a person has to decide conflicts.`,
  run: (args) =>
    runEvidence(async () => {
      const { values, positionals } = parseArgs({
        args: [...args],
        allowPositionals: true,
        options: {
          ...evidenceOptions,
          status: { type: 'string', default: 'documented' },
          'as-of': { type: 'string', default: new Date().toISOString().slice(0, 10) },
        },
      })
      const [other, extra] = positionals
      if (other === undefined || extra !== undefined) throw new UsageError('Pass one document.')
      if (!/^\d{4}-\d{2}-\d{2}$/.test(values['as-of'])) {
        throw new UsageError('--as-of must be a date such as 2026-11-30.')
      }
      const isUrl = /^https?:/.test(other)
      const { runMerge } = await import('../evidence/merge/merge-command.ts')
      return runMerge({
        ...(await projectOf(values.spec)),
        other: isUrl ? other : resolve(startFolder(), other),
        provenance: {
          status: knownValue('status', values.status, statuses),
          source: values.source ?? (isUrl ? other : basename(other)),
          asOf: values['as-of'],
        },
        format: knownValue('format', values.format, ['text', 'json'] as const),
        write: values.write,
      })
    }),
}
