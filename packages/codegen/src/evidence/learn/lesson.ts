import type { SchemaWalker } from '@returning-kit/runtime/recording'
import type { Document } from '../../openapi/document.ts'
import { displayPath } from '../../pipeline/job.ts'
import type { ContractFiles, LocatedNode } from '../write/contract-files.ts'
import type { SchemaUses } from './schema-uses.ts'

/** What the writing of facts needs, and what it results in. */
export interface Lesson {
  readonly document: Document
  readonly walker: SchemaWalker
  readonly files: ContractFiles
  readonly uses: SchemaUses
  readonly isVersion30: boolean
  /** Returns the pointer of an operation. */
  readonly pointerOf: (operation: string) => string | undefined
  /** What was changed, with its location. */
  readonly changes: string[]
  /** What a person has to decide. */
  readonly suggestions: string[]
}

/** Notes a change that was made, or a suggestion in its place where the file cannot be edited. */
export function noteChange(
  lesson: Lesson,
  node: LocatedNode,
  sentence: string,
  isMade: boolean,
): void {
  const text = `${locationOf(node)} ${sentence}`
  if (isMade) lesson.changes.push(text)
  else lesson.suggestions.push(`${text} The file could not be edited without other changes.`)
}

/** Returns where a node is written: `file:line`. */
export function locationOf({ file, path }: LocatedNode): string {
  const { line } = file.position(path)
  return `${displayPath(file.name)}:${line}`
}
