import type { Problem } from '../load/problem.ts'
import type { TextChange } from '../pipeline/changes.ts'
import { displayPath, type Job } from '../pipeline/job.ts'
import type { WrittenFile } from '../pipeline/report.ts'
import type { Outcome } from './run-job.ts'

/** The report of one document under `--json`. Paths are relative to the working directory. */
export interface JsonReport {
  readonly spec: string
  readonly out: string
  /** `fresh`: nothing changed since the last run, and nothing was read. */
  readonly outcome: Outcome['kind']
  readonly operations?: number
  readonly validators?: number
  readonly milliseconds?: number
  readonly files?: readonly JsonFile[]
  /** Parts of the document that were left out or mended. */
  readonly skipped?: readonly Problem[]
  /** Problems that do not affect generated code. */
  readonly tolerated?: readonly Problem[]
  /** Why the document is unusable. */
  readonly problems?: readonly Problem[]
  /** Why no file was written. */
  readonly message?: string
}

interface JsonFile {
  readonly file: string
  readonly change: 'unchanged' | 'new' | 'removed' | 'changed'
  /** Lines that a changed file has gained and lost, and the exports that did. */
  readonly lines?: TextChange
}

/** Returns how a job ended as JSON. */
export function generationReport(job: Job, outcome: Outcome): JsonReport {
  const head = {
    spec: displayPath(job.spec),
    out: displayPath(job.out),
    outcome: outcome.kind,
  }
  if (outcome.kind === 'fresh') return head
  if (outcome.kind === 'failed') {
    return { ...head, problems: outcome.problems.map(relativeProblem), message: outcome.message }
  }
  const { operations, validators, files, skipped, remarks } = outcome.report
  return {
    ...head,
    operations,
    validators,
    milliseconds: Math.round(outcome.milliseconds),
    files: files.map(jsonFile),
    skipped: skipped.map(relativeProblem),
    tolerated: remarks.map(relativeProblem),
  }
}

function jsonFile({ file, change }: WrittenFile): JsonFile {
  const path = displayPath(file)
  return typeof change === 'object'
    ? { file: path, change: 'changed', lines: change }
    : { file: path, change: change ?? 'unchanged' }
}

const relativeProblem = (problem: Problem): Problem => ({
  ...problem,
  file: displayPath(problem.file),
})
