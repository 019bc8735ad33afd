import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { UsageError } from '../../command/command.ts'
import type { ParsedContract } from '../../load/contract.ts'
import { readContract } from '../../load/read-contract.ts'
import type { Provenance } from '../../openapi/document.ts'
import type { ObserveResult } from '../observe-command.ts'
import { ContractFiles } from '../write/contract-files.ts'
import { mergeDocuments } from './merge-documents.ts'
import { type Merged, undecided } from './merge-report.ts'

/** Arguments of `merge`. */
export interface MergeArguments {
  /** The contract, absolute. */
  readonly spec: string
  /** File or URL of the other document. */
  readonly other: string
  readonly provenance: Provenance
  readonly format: 'text' | 'json'
  readonly write: boolean
  /** Runs after files were written. Returns what it did. */
  readonly afterWrite: () => Promise<readonly string[]>
}

/** Exit code if conflicts are left to a person. */
const undecidedExitCode = 4

/** Merges another document into a contract. */
export async function runMerge(options: MergeArguments): Promise<ObserveResult> {
  const { spec, other, provenance, write, afterWrite } = options
  const { document, files: all } = await readContract(spec)
  const files = await ContractFiles.read([spec, ...all.filter((file) => file !== spec)])
  const { document: otherDocument } = await readOther(other)
  const merged = mergeDocuments(document, { document: otherDocument, provenance }, files)
  const written = write ? await files.write() : []
  const after = written.length > 0 ? await afterWrite() : []
  const shown = { ...merged, changes: [...merged.changes, ...after] }
  const isUndecided = merged.conflicts.some((one) => one.endsWith(undecided))
  return { exitCode: isUndecided ? undecidedExitCode : 0, output: printed(shown, options) }
}

function printed(
  { changes, conflicts, suggestions }: Merged,
  { format, write }: MergeArguments,
): string {
  if (format === 'json') return JSON.stringify({ changes, conflicts, suggestions }, null, 2)
  const sections = [
    [write ? 'Changes' : 'Changes, with --write', changes],
    ['Conflicts', conflicts],
    ['Suggestions', suggestions],
  ] as const
  const texts = sections.flatMap(([title, lines]) =>
    lines.length > 0 ? [`${title}:\n${lines.map((line) => `- ${line}`).join('\n')}`] : [],
  )
  return texts.join('\n\n') || 'The other document adds nothing.'
}

async function readOther(other: string): Promise<ParsedContract> {
  if (!/^https?:\/\//.test(other)) return readContract(other)
  const response = await fetch(other).catch((error: Error) => error)
  if (response instanceof Error) {
    throw new UsageError(`${other} cannot be read: there was no response. Pass a file.`)
  }
  if (!response.ok) {
    throw new UsageError(`${other} cannot be read: status ${response.status}. Pass a file.`)
  }
  const text = await response.text()
  const folder = await mkdtemp(join(tmpdir(), 'openapi-'))
  try {
    const file = join(folder, text.trimStart().startsWith('{') ? 'openapi.json' : 'openapi.yaml')
    await writeFile(file, text)
    return await readContract(file)
  } finally {
    await rm(folder, { recursive: true })
  }
}
