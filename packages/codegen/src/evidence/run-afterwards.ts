import { resolve } from 'node:path'
import { ContractError, problemText } from '../load/problem.ts'
import { displayPath, repositoryJob, root } from '../pipeline/job.ts'

/**
 * Generates and writes changesets if files of the contract of this repository were edited. Returns
 * what was done.
 */
export async function runAfterwards(spec: string, written: readonly string[]): Promise<string[]> {
  if (written.length === 0 || resolve(spec) !== repositoryJob.spec) return []
  // They load TypeScript, which another contract does not need.
  const { runPipeline } = await import('../pipeline/run.ts')
  const { runChangeset } = await import('../diff/commands.ts')
  try {
    const { files } = await runPipeline(repositoryJob)
    const generated = files.filter(({ change }) => change !== undefined)
    const changesets = await runChangeset(root, undefined)
    return [`Generated ${generated.length} files.`, ...changesets.output.split('\n')]
  } catch (error) {
    if (!(error instanceof ContractError)) throw error
    const problems = error.problems.map((problem) => problemText(problem, displayPath))
    throw new Error(
      `The contract was edited, and the generator rejects it:\n${problems.join('\n')}\nCorrect it, then run \`pnpm generate\`.`,
    )
  }
}
