import { resolve } from 'node:path'
import { EvidenceError } from '../evidence/read/evidence-error.ts'
import { ContractError, problemText } from '../load/problem.ts'
import { displayPath } from '../pipeline/job.ts'
import { contractOf, findProject, regenerate } from './contract-project.ts'
import { startFolder } from './options.ts'

/** Options that all commands about evidence have, for `parseArgs`. */
export const evidenceOptions = {
  spec: { type: 'string' },
  format: { type: 'string', default: 'text' },
  write: { type: 'boolean', default: false },
  source: { type: 'string' },
} as const

/** Runs a command about evidence, prints its output, and returns its exit code. */
export async function runEvidence(
  run: () => Promise<{ readonly exitCode: number; readonly output: string }>,
): Promise<number> {
  try {
    const { exitCode, output } = await run()
    console.log(output)
    return exitCode
  } catch (error) {
    if (error instanceof ContractError) {
      console.error(error.problems.map((one) => problemText(one, displayPath)).join('\n'))
      return 2
    }
    if (!(error instanceof EvidenceError)) throw error
    console.error(error.message)
    return 1
  }
}

/** Returns the contract that a command works on, and what is done after it was edited. */
export async function projectOf(given: string | undefined): Promise<{
  spec: string
  afterWrite: () => Promise<string[]>
}> {
  const project = await findProject(startFolder())
  const spec = given === undefined ? contractOf(project) : resolve(startFolder(), given)
  return { spec, afterWrite: () => regenerate(project, spec) }
}

/** Returns the names in an option such as `createRole,deleteRole`. */
export function commaSeparated(list: string): string[] {
  return list.split(',').filter(Boolean)
}
