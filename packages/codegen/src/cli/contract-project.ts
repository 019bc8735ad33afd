import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { UsageError } from '../command/command.ts'
import { findConfig } from '../config/load-config.ts'
import { git } from '../diff/sides/commit.ts'
import { ContractError, problemText } from '../load/problem.ts'
import { displayPath, type Job } from '../pipeline/job.ts'
import { readOptions } from './generate-options.ts'

/** The repository of a contract, with the jobs of its configuration. */
export interface ContractProject {
  readonly root: string
  readonly jobs: readonly Job[]
}

/** Returns the repository that a folder is in. */
export async function findProject(cwd: string): Promise<ContractProject> {
  const root = (await git(cwd, 'rev-parse', '--show-toplevel')) ?? cwd
  const config = findConfig(root)
  return { root, jobs: config === undefined ? [] : await readOptions(['--config', config]).jobs() }
}

/** Returns the contract of a repository: the document of its configuration. */
export function contractOf({ jobs: [job] }: ContractProject): string {
  if (job) return job.spec
  throw new UsageError('There is no returning-kit.config.ts with a document. Pass --spec.')
}

/**
 * Generates the files of a contract that was edited, and writes the changesets if the repository
 * has any. Returns what was done.
 */
export async function regenerate({ root, jobs }: ContractProject, spec: string): Promise<string[]> {
  const own = jobs.filter((job) => job.spec === spec)
  if (own.length === 0) return []
  // They load TypeScript, which another contract does not need.
  const { runPipeline } = await import('../pipeline/run.ts')
  const { runChangeset } = await import('../diff/commands.ts')
  try {
    const reports = await Promise.all(own.map((job) => runPipeline(job)))
    const changed = reports.flatMap(({ files }) => files.filter(({ change }) => change))
    const done = [`Generated ${changed.length} files.`]
    const hasChangesets = existsSync(join(root, '.changeset'))
    if (!hasChangesets || spec !== join(root, 'openapi/openapi.yaml')) return done
    const { output } = await runChangeset(root, undefined)
    return [...done, ...output.split('\n')]
  } catch (error) {
    if (!(error instanceof ContractError)) throw error
    const problems = error.problems.map((problem) => problemText(problem, displayPath))
    throw new UsageError(
      `The contract was edited, and the generator rejects it:\n${problems.join('\n')}\nCorrect it, then generate.`,
    )
  }
}
