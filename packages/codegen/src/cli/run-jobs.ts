import { createRequire } from 'node:module'
import { join } from 'node:path'
import { UsageError } from '../command/command.ts'
import { isUrl, type TaggedText } from '../load/read-url.ts'
import { displayPath, type Job } from '../pipeline/job.ts'
import type { Report } from '../pipeline/report.ts'
import type { WatchedUrl } from '../pipeline/watch-urls.ts'
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

/** What code was generated from. */
export interface Inputs {
  readonly files: readonly string[]
  readonly urls: readonly WatchedUrl[]
}

/**
 * Runs the jobs of a configuration and returns what to watch. Where a job fails, the inputs of the
 * last run are among them, as the mistake may be in any of them.
 */
export async function runAndCollectInputs(
  options: GenerateOptions,
  before: Inputs,
): Promise<Inputs> {
  const files = new Set(options.configFile === undefined ? [] : [options.configFile])
  const urls = new Map<string, WatchedUrl>()
  const add = (inputs: readonly string[]) => {
    for (const file of inputs) if (!isUrl(file)) files.add(file)
  }
  const addBefore = () => {
    add(before.files)
    for (const one of before.urls) if (!urls.has(one.url)) urls.set(one.url, one)
  }
  try {
    for (const job of await options.jobs()) {
      const access = job.urls
      if (isUrl(job.spec)) urls.set(job.spec, { url: job.spec, access, known: undefined })
      const onText = (url: string, known: TaggedText) => urls.set(url, { url, access, known })
      // A job that has nothing to do does not report which files it reads.
      const watched = { ...job, urls: { ...access, onText } }
      const outcome = await runJob(watched, { check: false, fresh: true })
      await print(job, outcome)
      add([job.spec, ...job.extraInputs])
      if (outcome.kind === 'done') add(outcome.report.inputs)
      else addBefore()
    }
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    console.error(error.message)
    addBefore()
  }
  return { files: [...files], urls: [...urls.values()] }
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
