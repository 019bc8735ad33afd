import { dirname } from 'node:path'
import { parseArgs } from 'node:util'
import { UsageError } from '../command/command.ts'
import { configProblems } from '../config/check-config.ts'
import type { Config } from '../config/config.ts'
import { configNames, findConfig, loadConfig } from '../config/load-config.ts'
import { type Job, jobOf } from '../pipeline/job.ts'

/** What the arguments of `generate` ask for. */
export interface GenerateOptions {
  readonly check: boolean
  readonly watch: boolean
  readonly fresh: boolean
  readonly json: boolean
  /** Milliseconds between the requests for a document at a URL that is watched. */
  readonly interval: number
  /** Configuration file. Undefined where flags describe the document. */
  readonly configFile: string | undefined
  /** Reads the configuration and returns a job for each document. */
  readonly jobs: () => Promise<readonly Job[]>
}

const modes = {
  check: { type: 'boolean', default: false },
  watch: { type: 'boolean', default: false },
  fresh: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  interval: { type: 'string' },
} as const

// Options of a document, as in the configuration.
const documentFlags = {
  spec: { type: 'string' },
  out: { type: 'string' },
  header: { type: 'string', multiple: true },
  'allow-host': { type: 'string', multiple: true },
  'allow-folder': { type: 'string', multiple: true },
  overlay: { type: 'string', multiple: true },
  tag: { type: 'string', multiple: true },
  operation: { type: 'string', multiple: true },
  path: { type: 'string', multiple: true },
  'no-deprecated': { type: 'boolean' },
  'import-extension': { type: 'string' },
  'no-validators': { type: 'boolean' },
  dates: { type: 'string' },
  int64: { type: 'string' },
  strict: { type: 'boolean' },
} as const

/**
 * Reads the arguments of `generate`.
 *
 * @throws UsageError for arguments that contradict each other.
 */
export function readOptions(args: readonly string[]): GenerateOptions {
  const { values } = parseArgs({
    args: [...args],
    options: { ...modes, config: { type: 'string' }, ...documentFlags },
  })
  const { check, watch, fresh, json, config, interval: seconds, ...flags } = values
  if (check && watch) throw new UsageError('Pass either --check or --watch.')
  if (seconds !== undefined && !watch) throw new UsageError('--interval needs --watch.')
  const interval = intervalOf(seconds)
  const [given] = Object.keys(flags)
  if (given !== undefined) {
    if (config !== undefined) {
      throw new UsageError(`Pass either --config or --${given}. Move the option into the file.`)
    }
    const flagged = configOf(flags)
    if (watch && flagged.spec === '-') {
      throw new UsageError('The standard input cannot be watched. Pass a file or a URL.')
    }
    const jobs = async () => [jobOf(flagged, process.cwd())]
    return { check, watch, fresh, json, interval, configFile: undefined, jobs }
  }
  const configFile = config ?? findConfig(process.cwd())
  if (configFile === undefined) {
    throw new UsageError(
      `There is no ${configNames[0]} in this folder. Write one, or pass --spec and --out.`,
    )
  }
  return { check, watch, fresh, json, interval, configFile, jobs: () => jobsOf(configFile) }
}

function intervalOf(seconds = '5'): number {
  const milliseconds = Number(seconds) * 1000
  if (milliseconds > 0 && Number.isFinite(milliseconds)) return milliseconds
  throw new UsageError('--interval must be a number of seconds above 0.')
}

async function jobsOf(configFile: string): Promise<Job[]> {
  const { file, configs } = await loadConfig(configFile)
  return configs.map((config) => jobOf(config, dirname(file), [file]))
}

type Flags = Partial<ReturnType<typeof parseArgs<{ options: typeof documentFlags }>>['values']>

function configOf({ spec, out, ...flags }: Flags): Config {
  if (spec === undefined || out === undefined) {
    throw new UsageError('Pass both --spec and --out, or neither.')
  }
  const { tag: tags, operation: operations, path: paths } = flags
  const filter = {
    ...(tags && { tags }),
    ...(operations && { operations }),
    ...(paths && { paths }),
    ...(flags['no-deprecated'] && { deprecated: false }),
  }
  const config = {
    spec,
    out,
    ...(flags.header && { headers: Object.fromEntries(flags.header.map(headerOf)) }),
    ...(flags['allow-host'] && { allowHosts: flags['allow-host'] }),
    ...(flags['allow-folder'] && { allowFolders: flags['allow-folder'] }),
    ...(flags.overlay && { overlays: flags.overlay }),
    ...(Object.keys(filter).length > 0 && { filter }),
    ...(flags['import-extension'] !== undefined && {
      importExtension: flags['import-extension'] as NonNullable<Config['importExtension']>,
    }),
    ...(flags.dates !== undefined && { dates: flags.dates as NonNullable<Config['dates']> }),
    ...(flags.int64 !== undefined && { int64: flags.int64 as NonNullable<Config['int64']> }),
    ...(flags['no-validators'] && { validators: false }),
    ...(flags.strict && { strict: true }),
  } satisfies Config
  const [problem] = configProblems(config)
  if (problem) throw new UsageError(problem.message)
  return config
}

// The value is not repeated, since it may be a credential.
function headerOf(header: string): [string, string] {
  const colon = header.indexOf(':')
  if (colon < 1) throw new UsageError('--header must have the form "Name: value".')
  return [header.slice(0, colon).trim(), header.slice(colon + 1).trim()]
}
