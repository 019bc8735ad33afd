import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { ParsedContract } from '../load/contract.ts'
import { ContractError } from '../load/problem.ts'
import { parseContract } from '../load/read-contract.ts'
import { isUrl, readUrl } from '../load/read-url.ts'
import type { Job } from './job.ts'

/** The root file of a document, as far as it is read before Redocly is loaded. */
export interface JobInput {
  /** Absolute path or URL. The standard input is the file `stdin` in the working directory. */
  readonly file: string
  /** Undefined for a file that cannot be read. */
  readonly text?: string
  /** Undefined for YAML, and where Redocly has to read other files, too. */
  readonly json?: ParsedContract | undefined
}

/** Reads the document of a job, or leaves it to Redocly. */
export async function readInput({ spec, urls, overlays }: Job): Promise<JobInput> {
  const needsRedocly = overlays.length > 0
  if (spec === '-') {
    const body = await text(process.stdin)
    const file = join(process.cwd(), 'stdin')
    return { file, text: body, json: needsRedocly ? undefined : parseContract(file, body) }
  }
  if (!isUrl(spec)) {
    const body = await readFile(spec, 'utf8').catch(() => undefined)
    // Redocly reports why it cannot be read.
    if (body === undefined) return { file: spec }
    const lines = body.replaceAll('\r\n', '\n')
    return { file: spec, text: lines, json: needsRedocly ? undefined : parseContract(spec, lines) }
  }
  try {
    const { body } = await readUrl(spec, urls)
    return { file: spec, text: body, json: needsRedocly ? undefined : parseContract(spec, body) }
  } catch (error) {
    const message = `The document cannot be read: ${(error as Error).message}.`
    throw new ContractError([{ file: spec, line: 1, column: 1, message }])
  }
}
