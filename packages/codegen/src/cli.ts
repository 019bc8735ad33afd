import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { isFresh, remember } from './pipeline/cache.ts'
import { folderJob, type Job, repositoryJob, root, shortPath } from './pipeline/job.ts'

const usage = `Usage: pnpm generate [--spec <file> --out <folder>] [--watch] [--fresh]

  --spec   an OpenAPI 3.0 or 3.1 document, YAML or JSON; default: the contract of this repository
  --out    the folder for its files
  --watch  generate again after each change, until interrupted
  --fresh  generate even when nothing changed since the last run`

function jobOf(spec: string | undefined, out: string | undefined): Job | undefined {
  if (spec === undefined && out === undefined) return repositoryJob
  return spec !== undefined && out !== undefined ? folderJob(spec, out) : undefined
}

// The pipeline is loaded only when there is something to do: its tools take longer to load than the cache to check.
async function run(job: Job): Promise<readonly string[] | undefined> {
  const { runPipeline } = await import('./pipeline/run.ts')
  const { reportText } = await import('./pipeline/report.ts')
  const { ContractError, problemText } = await import('./load/problem.ts')
  const began = performance.now()
  try {
    const report = await runPipeline(job)
    await remember(job, report.inputs, new Map(report.files.map(({ file, text }) => [file, text])))
    console.log(reportText(job, report, performance.now() - began))
    return report.inputs
  } catch (error) {
    const known = error instanceof ContractError
    console.error(
      known ? error.problems.map((problem) => problemText(problem, shortPath)).join('\n') : error,
    )
    console.error('Nothing was written.')
    return undefined
  }
}

// Changes during a run are seen, too: the next one waits for its end, and the old watcher goes when the new one stands.
async function keepRunning(job: Job): Promise<void> {
  const { watchFiles } = await import('./pipeline/watch.ts')
  let running: Promise<void> = Promise.resolve()
  const again = () => {
    running = running.then(async () => {
      const inputs = await run(job)
      if (inputs) {
        stop()
        stop = watchFiles([...inputs, ...job.extraInputs], again)
      }
      console.log('watching for changes')
    })
  }
  let stop = watchFiles([job.spec, ...job.extraInputs], again)
  again()
}

const { values } = parseArgs({
  options: {
    spec: { type: 'string' },
    out: { type: 'string' },
    watch: { type: 'boolean', default: false },
    fresh: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})
const job = jobOf(values.spec, values.out)
if (values.help || !job) {
  console.log(job ? usage : `--spec and --out go together.\n\n${usage}`)
  process.exitCode = job ? 0 : 2
} else {
  enableCompileCache(join(root, 'node_modules/.cache/node'))
  if (values.watch) await keepRunning(job)
  else if (!values.fresh && (await isFresh(job)))
    console.log(`${shortPath(job.spec)}: nothing changed since the last run`)
  else if ((await run(job)) === undefined) process.exitCode = 1
}
