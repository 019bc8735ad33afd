import { createHash } from 'node:crypto'
import { bundle, createConfig, type NormalizedProblem } from '@redocly/openapi-core'
import type { Document } from './document.ts'

/** A contract as one document, with the hash that names exactly this content. */
export interface ParsedContract {
  readonly document: Document
  /** sha256 of the bundled document. */
  readonly hash: string
  /** The files it was read from, absolute. */
  readonly files: readonly string[]
}

/** Reads a contract of one file or many into one document. Throws with file, line and column when it cannot be read. */
export async function readContract(file: string): Promise<ParsedContract> {
  const config = await createConfig({})
  const { bundle: bundled, problems, fileDependencies } = await bundle({ ref: file, config, dereference: false })
  const errors = problems.filter((problem) => problem.severity === 'error')
  if (errors.length > 0) throw new Error(errors.map(problemText).join('\n'))
  const document = bundled.parsed as Document
  return { document, hash: contractHash(document), files: [...fileDependencies] }
}

/** sha256 of a bundled document. */
export function contractHash(document: Document): string {
  return createHash('sha256').update(JSON.stringify(document)).digest('hex')
}

function problemText({ message, location }: NormalizedProblem): string {
  const [at] = location
  return `${at?.source.absoluteRef ?? 'the contract'} ${at?.pointer ?? ''}: ${message}`
}
