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
  // The cache does not know files that nothing generates any longer.
  if (!fresh && !check && (await isFresh(job))) return { kind: 'fresh' }
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
    return { kind: 'failed', problems: [], message: failureMessage(error as Error) }
  }
}

// Errors of the system name the file.
function failureMessage(error: Error): string {
  if (error instanceof UsageError || 'syscall' in error) return error.message
  return `The generator failed, which is a mistake of its own. Report it with the document at ${issues}:\n${error.stack}`
}

const issues = 'https://github.com/returning-kit/returning-kit/issues'
