import { UsageError } from '../command/command.ts'
import { ContractError, type Problem, problemText } from '../load/problem.ts'
import { isFresh, storeHashes } from '../pipeline/cache.ts'
import { displayPath, type Job } from '../pipeline/job.ts'
import type { Report } from '../pipeline/report.ts'

/** How a job ended. */
export type Outcome =
  | { readonly kind: 'fresh' }
  | { readonly kind: 'done'; readonly report: Report; readonly milliseconds: number }
  | { readonly kind: 'failed'; readonly problems: readonly Problem[]; readonly message: string }

/** Runs a job. The pipeline is loaded only if needed: that takes longer than checking the cache. */
export async function runJob(
  job: Job,
  { check, fresh }: { readonly check: boolean; readonly fresh: boolean },
): Promise<Outcome> {
  if (!fresh && (await isFresh(job))) return { kind: 'fresh' }
  const { runPipeline } = await import('../pipeline/run.ts')
  const start = performance.now()
  try {
    const report = await runPipeline(job, { check })
    const texts = new Map(report.files.map(({ file, text }) => [file, text]))
    if (!check) await storeHashes(job, report.inputs, texts)
    return { kind: 'done', report, milliseconds: performance.now() - start }
  } catch (error) {
    if (error instanceof ContractError) {
      const lines = error.problems.map((problem) => problemText(problem, displayPath))
      return { kind: 'failed', problems: error.problems, message: lines.join('\n') }
    }
    const message = error instanceof UsageError ? error.message : String((error as Error).stack)
    return { kind: 'failed', problems: [], message }
  }
}
