import { basename, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { type Command, UsageError } from '../command/command.ts'
import { EvidenceError } from '../evidence/read/evidence-error.ts'
import { reportFormats } from '../evidence/report/format.ts'
import { ContractError, problemText } from '../load/problem.ts'
import { displayPath } from '../pipeline/job.ts'
import { contractOf, findProject, regenerate } from './contract-project.ts'

// The commands load what they need when they run, so that `--help` is quick.

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
  --source <text>     source of the provenance; default: the origin of most calls

Exit codes: 0 the calls match or were written, 1 an error, 2 wrong usage, 3 the calls have more than
the contract, 4 the calls contradict it.`,
  run: (args) =>
    runAndPrint(async () => {
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
      const { runObserve } = await import('../evidence/observe-command.ts')
      return runObserve({
        ...(await contractFile(values.spec)),
        files: positionals.map((file) => resolve(cwd, file)),
        format: oneOf('format', values.format, reportFormats),
        baseUrls: values['base-url'],
        values: values.values.flatMap(names),
        write: values.write,
        source: values.source,
      })
    }),
}

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
    runAndPrint(async () => {
      const { values, positionals } = parseArgs({
        args: [...args],
        allowPositionals: true,
        options: {
          spec: { type: 'string' },
          status: { type: 'string', default: 'documented' },
          source: { type: 'string' },
          'as-of': { type: 'string', default: new Date().toISOString().slice(0, 10) },
          format: { type: 'string', default: 'text' },
          write: { type: 'boolean', default: false },
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
        ...(await contractFile(values.spec)),
        other: isUrl ? other : resolve(cwd, other),
        provenance: {
          status: oneOf('status', values.status, statuses),
          source: values.source ?? (isUrl ? other : basename(other)),
          asOf: values['as-of'],
        },
        format: oneOf('format', values.format, ['text', 'json'] as const),
        write: values.write,
      })
    }),
}

/** Calls a service and compares its responses. */
export const verifyCommand: Command = {
  help: `Usage: returning-kit verify --base-url <url> [options]

Calls the safe operations (GET, HEAD, OPTIONS) of a service one after the other and compares the
responses with the contract. Redirects are not followed.

  --base-url <url>          the service; https, except on this machine
  --only safe|<id>,...      all safe operations, or some of them; default: safe
  --allow-writes <id>,...   operations that write and are called, too
  --credential <scheme>=<VARIABLE>  the environment variable that holds the credential of a security
                            scheme; may be repeated
  --inputs <file>           JSON: inputs by operation id, for all under "*"; default: the examples
  --rate <number>           calls in a second, at most 10; default: 2
  --record <file>           appends the evidence to a file
  --spec, --format, --write, --source  as for observe

Exit codes: as for observe.`,
  run: (args) =>
    runAndPrint(async () => {
      const { values } = parseArgs({
        args: [...args],
        options: {
          'base-url': { type: 'string' },
          only: { type: 'string', default: 'safe' },
          'allow-writes': { type: 'string', default: '' },
          credential: { type: 'string', multiple: true, default: [] },
          inputs: { type: 'string' },
          rate: { type: 'string', default: '2' },
          record: { type: 'string' },
          spec: { type: 'string' },
          format: { type: 'string', default: 'text' },
          write: { type: 'boolean', default: false },
          source: { type: 'string' },
        },
      })
      if (values['base-url'] === undefined) throw new UsageError('Pass --base-url.')
      const { runVerify } = await import('../evidence/verify/verify-command.ts')
      return runVerify({
        ...(await contractFile(values.spec)),
        baseUrl: values['base-url'],
        only: values.only === 'safe' ? undefined : names(values.only),
        allowedWrites: names(values['allow-writes']),
        credentials: values.credential,
        inputs: values.inputs === undefined ? undefined : resolve(cwd, values.inputs),
        rate: Number(values.rate),
        record: values.record === undefined ? undefined : resolve(cwd, values.record),
        format: oneOf('format', values.format, reportFormats),
        write: values.write,
        source: values.source,
      })
    }),
}

const statuses = ['documented', 'observed', 'partial', 'provisional'] as const

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

async function contractFile(given: string | undefined) {
  const project = await findProject(cwd)
  const spec = given === undefined ? contractOf(project) : resolve(cwd, given)
  return { spec, afterWrite: () => regenerate(project, spec) }
}

function names(list: string): string[] {
  return list.split(',').filter(Boolean)
}

function oneOf<const One extends string>(
  option: string,
  value: string,
  known: readonly One[],
): One {
  const found = known.find((one) => one === value)
  if (found !== undefined) return found
  throw new UsageError(`The ${option} ${value} is unknown. Expected one of ${known.join(', ')}.`)
}
