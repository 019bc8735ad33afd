import { enableCompileCache } from 'node:module'
import { parseArgs } from 'node:util'
import { type Command, UsageError } from '../command/command.ts'
import { isFresh, storeHashes } from '../pipeline/cache.ts'
import { displayPath, folderJob, type Job, repositoryJob } from '../pipeline/job.ts'

/** Generates the files of a document. */
export const generateCommand: Command = {
  help: `Usage: returning-kit generate --spec <file> --out <folder> [options]

  --spec   an OpenAPI 3.0 or 3.1 document, YAML or JSON
  --out    the folder for the generated files
  --strict reject a document that has a problem, instead of leaving parts of it out
  --watch  generate again after each change, until interrupted
  --fresh  generate even if nothing changed since the last run

Exit codes: 0 generated, or nothing changed; 2 wrong usage or an unusable document, no file was written.`,
  async run(args) {
    const { values } = parseArgs({
      args: [...args],
      options: {
        spec: { type: 'string' },
        out: { type: 'string' },
        strict: { type: 'boolean', default: false },
        watch: { type: 'boolean', default: false },
        fresh: { type: 'boolean', default: false },
      },
    })
    const job = jobOf(values)
    enableCompileCache()
    if (values.watch) return runAndWatch(job)
    if (!values.fresh && (await isFresh(job))) {
      console.log(`${displayPath(job.spec)}: nothing changed since the last run`)
      return 0
    }
    return (await run(job)) === undefined ? 2 : 0
  },
}

interface Arguments {
  readonly spec?: string | undefined
  readonly out?: string | undefined
  readonly strict: boolean
}

function jobOf({ spec, out, strict }: Arguments): Job {
  if (spec === undefined && out === undefined) return repositoryJob
  if (spec !== undefined && out !== undefined) return folderJob(spec, out, { strict })
  throw new UsageError('Pass both --spec and --out, or neither.')
}

// Loads the pipeline only if there is something to generate: loading it takes longer than checking the cache. Returns
// the files that were read; undefined if the run failed.
async function run(job: Job): Promise<readonly string[] | undefined> {
  const { runPipeline } = await import('../pipeline/run.ts')
  const { reportText } = await import('../pipeline/report.ts')
  const { ContractError, problemText } = await import('../load/problem.ts')
  const start = performance.now()
  try {
    const report = await runPipeline(job)
    const texts = new Map(report.files.map(({ file, text }) => [file, text]))
    await storeHashes(job, report.inputs, texts)
    console.log(reportText(job, report, performance.now() - start))
    return report.inputs
  } catch (error) {
    const message =
      error instanceof ContractError
        ? error.problems.map((problem) => problemText(problem, displayPath)).join('\n')
        : error
    console.error(message)
    console.error('No files were written.')
    return undefined
  }
}

// A change during a run starts another run after it. The old watcher is replaced after each run, as the files of the
// document may be others.
async function runAndWatch(job: Job): Promise<number> {
  const { watchFiles } = await import('../pipeline/watch.ts')
  let running: Promise<void> = Promise.resolve()
  const rerun = () => {
    running = running.then(async () => {
      const inputs = await run(job)
      if (inputs) {
        stop()
        stop = watchFiles([...inputs, ...job.extraInputs], rerun)
      }
      console.log('Watching for changes.')
    })
  }
  let stop = watchFiles([job.spec, ...job.extraInputs], rerun)
  rerun()
  return 0
}
