import { dirname, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { UsageError } from '../command/command.ts'
import { flagsOf, type OutputFlags, type TypesArguments } from './flags.ts'
import type { RedoclyConfig } from './redocly.ts'

/** One document, and the file for its types. */
export interface TypesJob {
  /** The document as messages name it. */
  readonly name: string
  readonly source: URL | 'stdin'
  /** Absolute path; undefined for stdout. */
  readonly output: string | undefined
  readonly flags: OutputFlags
}

/**
 * Returns what a run writes: one document, or the APIs of a Redocly configuration.
 *
 * @throws UsageError for an API without an output, and for a check without one.
 */
export function typesJobs(args: TypesArguments, config: RedoclyConfig): TypesJob[] {
  const { input, output, flags } = args
  const apis = Object.entries(config.apis ?? {})
  if (apis.length === 0) {
    if (args.check && output === undefined) {
      throw new UsageError('The option --check needs --output.')
    }
    const source = input === undefined ? 'stdin' : locationOf(input, process.cwd())
    const file = output === undefined ? undefined : resolve(output)
    return [{ name: input ?? 'stdin', source, output: file, flags }]
  }
  const file = resolve(config.configFile ?? 'redocly.yaml')
  return apis.map(([name, { root, 'x-openapi-ts': own = {} }]) => {
    if (typeof own['output'] !== 'string') {
      throw new UsageError(`The API ${name} has no \`x-openapi-ts.output\` in ${file}.`)
    }
    const ownFlags = args.fixes.some((fix) => fix.name === 'redocly-flags') ? flagsOf(own) : {}
    return {
      name,
      source: locationOf(root, dirname(file)),
      output: fileURLToPath(locationOf(own['output'], dirname(file))),
      flags: { ...flags, ...ownFlags },
    }
  })
}

function locationOf(pathOrUrl: string, folder: string): URL {
  return /^(?:https?|file):\/\//.test(pathOrUrl)
    ? new URL(pathOrUrl)
    : pathToFileURL(resolve(folder, pathOrUrl))
}
