import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { type Command, UsageError } from '../command/command.ts'
import { reportFormats } from '../evidence/report/report-formats.ts'
import { commaSeparated, evidenceOptions, projectOf, runEvidence } from './evidence-options.ts'
import { knownValue, startFolder } from './options.ts'

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
    runEvidence(async () => {
      const { values } = parseArgs({
        args: [...args],
        options: {
          ...evidenceOptions,
          'base-url': { type: 'string' },
          only: { type: 'string', default: 'safe' },
          'allow-writes': { type: 'string', default: '' },
          credential: { type: 'string', multiple: true, default: [] },
          inputs: { type: 'string' },
          rate: { type: 'string', default: '2' },
          record: { type: 'string' },
        },
      })
      if (values['base-url'] === undefined) throw new UsageError('Pass --base-url.')
      const { runVerify } = await import('../evidence/verify/verify-command.ts')
      return runVerify({
        ...(await projectOf(values.spec)),
        baseUrl: values['base-url'],
        only: values.only === 'safe' ? undefined : commaSeparated(values.only),
        allowedWrites: commaSeparated(values['allow-writes']),
        credentials: values.credential,
        inputs: values.inputs === undefined ? undefined : resolve(startFolder(), values.inputs),
        rate: Number(values.rate),
        record: values.record === undefined ? undefined : resolve(startFolder(), values.record),
        format: knownValue('format', values.format, reportFormats),
        write: values.write,
        source: values.source,
      })
    }),
}
