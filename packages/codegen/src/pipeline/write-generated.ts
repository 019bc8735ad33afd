import { join } from 'node:path'
import type { EmitStep } from '../emit/output.ts'
import { compareTexts } from './changes.ts'
import { applyChanges, type FileChange, isGenerated, readChanges, staleFiles } from './files.ts'
import type { Generated } from './generate.ts'
import type { Job } from './job.ts'
import { generatedFolders, outputs } from './outputs.ts'
import type { WrittenFile } from './report.ts'

/** Generated files, compared with those that are there. */
export interface ComparedFiles {
  readonly files: WrittenFile[]
  readonly changes: readonly FileChange[]
  /** Files of an older document or configuration. */
  readonly stale: readonly string[]
}

/** Compares generated files with those that are there, and writes none. */
export function compareGenerated(job: Job, generated: Generated): ComparedFiles {
  const { out } = job
  const steps = new Map(generated.files.map(({ file, step }) => [join(out, file), step]))
  const texts = new Map(generated.files.map(({ file, text }) => [join(out, file), text]))
  const changes = readChanges(texts)
  const stale = staleOutputs(job, new Set(steps.keys()))
  const files = [
    ...changes.map((change) => ({
      step: steps.get(change.file) ?? 'types',
      file: change.file,
      text: change.after,
      change: describeChange(change),
    })),
    ...stale.map(({ step, file }) => ({ step, file, text: '', change: 'removed' as const })),
  ]
  return { files, changes, stale: stale.map(({ file }) => file) }
}

/** Writes the generated files that differ, and removes stale ones: all of them or none. */
export function writeGenerated(job: Job, generated: Generated): WrittenFile[] {
  const { files, changes, stale } = compareGenerated(job, generated)
  applyChanges(changes, stale)
  return files
}

interface StaleFile {
  readonly step: EmitStep
  readonly file: string
}

function staleOutputs({ out, layout, without }: Job, current: ReadonlySet<string>): StaleFile[] {
  const inFolders = [...generatedFolders(layout)].flatMap(([folder, step]) =>
    staleFiles(join(out, folder), current).map((file) => ({ step, file })),
  )
  const ofOutputs = outputs.flatMap((output) => {
    if (!without.has(output.name) || !('files' in output)) return []
    const path: string | undefined = { ...output.files }[layout.name as 'repository']
    const file = path === undefined ? undefined : join(out, path)
    return file !== undefined && isGenerated(file) ? [{ step: output.step, file }] : []
  })
  return [...inFolders, ...ofOutputs]
}

function describeChange({ before, after }: FileChange): WrittenFile['change'] {
  if (before === after) return undefined
  return before === undefined ? 'new' : compareTexts(before, after)
}
