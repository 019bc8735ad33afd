import { createRequire } from 'node:module'
import { join } from 'node:path'
import { UsageError } from '../command/command.ts'
import { isUrl } from '../load/read-url.ts'
import { displayPath, type Job } from '../pipeline/job.ts'
import type { Report } from '../pipeline/report.ts'
import type { GenerateOptions } from './generate-options.ts'
import { generationReport, type JsonReport } from './json-report.ts'
import { type Outcome, runJob } from './run-job.ts'

// The arguments are not repeated, since a header may be a credential.
const remedy =
  'The files are not up to date. Run `returning-kit generate` with the same options, without --check, and commit them.'

/** Runs jobs one after the other, prints their reports, and returns the exit code. */
export async function runJobs(
  jobs: readonly Job[],
  options: Pick<GenerateOptions, 'check' | 'fresh' | 'json'>,
): Promise<number> {
  const documents: JsonReport[] = []
  let exitCode = 0
  for (const job of jobs) {
    const outcome = await runJob(job, options)
    const outdated = options.check && outcome.kind === 'done' && isChanged(outcome.report)
    exitCode = Math.max(exitCode, outcome.kind === 'failed' ? 2 : Number(outdated))
    if (options.json) documents.push(generationReport(job, outcome))
    else await print(job, outcome)
    if (outdated && !options.json) console.error(remedy)
  }
  if (options.json) console.log(JSON.stringify({ exitCode, documents }, null, 2))
  return exitCode
}

/**
 * Runs the jobs of a configuration and returns the files to watch. Where a job fails, the files of
 * the last run are among them, as the mistake may be in any of them.
 */
export async function runAndCollectInputs(
  options: GenerateOptions,
  before: readonly string[],
): Promise<string[]> {
  const inputs = new Set(options.configFile === undefined ? [] : [options.configFile])
  const add = (files: readonly string[]) => {
    for (const file of files) if (!isUrl(file)) inputs.add(file)
  }
  try {
    for (const job of await options.jobs()) {
      // A job that has nothing to do would not tell which files it reads.
      const outcome = await runJob(job, { check: false, fresh: true })
      await print(job, outcome)
      add([job.spec, ...job.extraInputs])
      add(outcome.kind === 'done' ? outcome.report.inputs : before)
    }
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    console.error(error.message)
    add(before)
  }
  return [...inputs]
}

const isChanged = ({ files }: Report) => files.some(({ change }) => change !== undefined)

async function print(job: Job, outcome: Outcome): Promise<void> {
  if (outcome.kind === 'fresh') {
    console.log(`${displayPath(job.spec)}: nothing changed since the last run`)
  } else if (outcome.kind === 'done') {
    const { reportText } = await import('../pipeline/report.ts')
    console.log(reportText(job, outcome.report, outcome.milliseconds))
    if (job.layout.name === 'folder' && !hasRuntime(job.out)) {
      console.log('The code imports the runtime: npm install @returning-kit/runtime')
    }
  } else {
    console.error(outcome.message)
    console.error('No files were written.')
  }
}

function hasRuntime(folder: string): boolean {
  try {
    return createRequire(join(folder, 'file.js')).resolve('@returning-kit/runtime') !== ''
  } catch {
    return false
  }
}
