import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { isFresh, storeHashes } from './pipeline/cache.ts'
import { displayPath, folderJob, type Job, repositoryJob, root } from './pipeline/job.ts'

const usage = `Usage: pnpm generate [--spec <file> --out <folder> [--strict] [--allow <place>]] [--watch] [--fresh]

  --spec   an OpenAPI 3.0, 3.1 or 3.2 document, YAML or JSON; default: the contract of this repository
  --out    the folder for the generated files
  --strict reject a document that has a problem, instead of leaving parts of it out
  --allow  a folder or URL that references may lead to, besides the folder of the document;
           repeatable
  --watch  generate again after each change, until interrupted
  --fresh  generate even if nothing changed since the last run`

interface Arguments {
  readonly spec?: string | undefined
  readonly out?: string | undefined
  readonly strict: boolean
  readonly allow: readonly string[]
}

function jobOf({ spec, out, ...options }: Arguments): Job | undefined {
  if (spec === undefined && out === undefined) return repositoryJob
  return spec !== undefined && out !== undefined ? folderJob(spec, out, options) : undefined
}

// Loads the pipeline only if there is something to generate: loading it takes longer than checking the cache. Returns
// the files that were read; undefined if the run failed.
async function run(job: Job): Promise<readonly string[] | undefined> {
  const { runPipeline } = await import('./pipeline/run.ts')
  const { reportText } = await import('./pipeline/report.ts')
  const { ContractError, problemText } = await import('./load/problem.ts')
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
async function runAndWatch(job: Job): Promise<void> {
  const { watchFiles } = await import('./pipeline/watch.ts')
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
}

const { values } = parseArgs({
  options: {
    spec: { type: 'string' },
    out: { type: 'string' },
    strict: { type: 'boolean', default: false },
    allow: { type: 'string', multiple: true, default: [] },
    watch: { type: 'boolean', default: false },
    fresh: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})
const job = jobOf(values)
if (values.help || !job) {
  console.log(job ? usage : `Pass both --spec and --out, or neither.\n\n${usage}`)
  process.exitCode = job ? 0 : 2
} else {
  enableCompileCache(join(root, 'node_modules/.cache/node'))
  if (values.watch) await runAndWatch(job)
  else if (!values.fresh && (await isFresh(job))) {
    console.log(`${displayPath(job.spec)}: nothing changed since the last run`)
  } else if ((await run(job)) === undefined) {
    process.exitCode = 1
  }
}
