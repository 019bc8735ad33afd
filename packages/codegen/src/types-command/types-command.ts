import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { enableCompileCache } from 'node:module'
import { dirname } from 'node:path'
import { type Command, UsageError } from '../command/command.ts'
import { loadOpenapiTypescript } from '../emit/types/openapi-typescript.ts'
import { ContractError, problemText } from '../load/problem.ts'
import { displayPath } from '../pipeline/job.ts'
import { fixes } from './fixes/fixes.ts'
import { parseTypesArguments, type TypesArguments } from './flags.ts'
import { type TypesJob, typesJobs } from './jobs.ts'
import { readBundled } from './read-document.ts'
import { loadRedoclyConfig, type RedoclyConfig } from './redocly.ts'
import { writeDocumentTypes } from './write-types.ts'

/** Writes the types of a document, as openapi-typescript 7.13 does. */
export const typesCommand: Command = {
  help: `Usage: returning-kit types [input] [options]

Writes the types \`paths\`, \`components\` and \`operations\` of an OpenAPI 3 document, equal to the
output of openapi-typescript 7.13 under the same options. The input is a path or a URL; without
input, the document is read from stdin. The APIs of a redocly.yaml replace the input: each is
written to the file in \`x-openapi-ts.output\`.

  --output, -o <file>               default: stdout
  --redocly, -c <path>              the Redocly configuration; default: redocly.yaml
  --check                           fail if the file differs from what would be written
  --fixed <names>                   corrections of openapi-typescript, separated by commas, or all

  --additional-properties           objects accept other properties, unless they forbid them
  --alphabetize                     sort properties
  --array-length                    write tuples for minItems and maxItems
  --conditional-enums               with --enum: only enums that have names or descriptions
  --dedupe-enums                    with --enum: one enum for equal values
  --default-non-nullable=false      a property with a default is optional
  --empty-objects-unknown           an object without properties is unknown
  --enum                            write enums instead of unions
  --enum-values                     write the values of each enum as an array
  --exclude-deprecated              leave out what is deprecated
  --export-type, -t                 write type instead of interface
  --generate-path-params            add path parameters that only the path declares
  --immutable                       write readonly properties and arrays
  --make-paths-enum                 write an enum of all paths
  --path-params-as-types            write paths as template literal types
  --properties-required-by-default  a schema without \`required\` requires all properties
  --read-write-markers              mark readOnly and writeOnly properties
  --root-types                      export each component
  --root-types-keep-casing          with --root-types: keep the names of schemas
  --root-types-no-schema-prefix     with --root-types: no prefix Schema

Fixes:
${fixes.map(({ name, summary }) => `  ${name.padEnd(34)}${summary}`).join('\n')}

Exit codes: 0 written or up to date, 1 --check found a difference, 2 wrong usage or an unusable
document.`,
  async run(args) {
    enableCompileCache()
    const parsed = parseTypesArguments(args)
    try {
      return await writeAll(parsed)
    } catch (error) {
      if (!(error instanceof ContractError)) throw error
      for (const problem of error.problems) console.error(problemText(problem, displayPath))
      return 2
    }
  },
}

async function writeAll(args: TypesArguments): Promise<number> {
  const config = await loadRedoclyConfig(args.redocly)
  const jobs = typesJobs(args, config)
  if (args.input !== undefined && jobs.every(({ name }) => name !== args.input)) {
    console.error(`The input ${args.input} is ignored: ${config.configFile} has APIs.`)
  }
  // With --dedupe-enums, the APIs of one run share their enums.
  loadOpenapiTypescript().enumCache.clear()
  let exitCode = 0
  for (const job of jobs) exitCode = Math.max(exitCode, await writeJob(job, args, config))
  return exitCode
}

async function writeJob(
  job: TypesJob,
  args: TypesArguments,
  config: RedoclyConfig,
): Promise<number> {
  const silent = job.output === undefined
  const source = job.source === 'stdin' ? process.stdin : job.source
  const { document, warnings } = await readBundled(source, config, args.fixes)
  if (!silent) for (const warning of warnings) console.error(problemText(warning, displayPath))
  const text = typesOrProblem(job, () =>
    writeDocumentTypes(document, { ...job.flags, silent }, args.fixes),
  )
  if (job.output === undefined) {
    process.stdout.write(text)
    return 0
  }
  if (args.check) return checkFile(job.output, text)
  await writeOutput(job.output, text)
  console.log(`${job.name} → ${displayPath(job.output)}`)
  return 0
}

// The transforms throw for a value where a schema belongs.
function typesOrProblem({ name }: TypesJob, write: () => string): string {
  try {
    return write()
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    throw new ContractError([{ file: name, line: 1, column: 1, message }])
  }
}

async function writeOutput(file: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, text)
  } catch (error) {
    throw new UsageError(`The output cannot be written: ${(error as Error).message}.`)
  }
}

async function checkFile(file: string, text: string): Promise<number> {
  const current = await readFile(file, 'utf8').catch(() => undefined)
  if (current === text) return 0
  const problem = current === undefined ? 'does not exist' : 'is outdated'
  console.error(`${displayPath(file)} ${problem}. Run the command without --check to write it.`)
  return 1
}
