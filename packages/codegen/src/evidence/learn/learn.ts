import type { Document } from '../../openapi/document.ts'
import type { Observed } from '../observe.ts'
import type { ContractFiles } from '../write/contract-files.ts'
import { addMembers } from './add-members.ts'
import { addOperations } from './add-operations.ts'
import { addStatuses } from './add-statuses.ts'
import type { Lesson } from './lesson.ts'
import { SchemaUses } from './schema-uses.ts'
import { setProvenance } from './set-provenance.ts'
import { suggestEnums } from './suggest-enums.ts'
import { widen } from './widen.ts'

/** What was learned. */
export interface Learned {
  /** What was changed in the files, with `file:line`. */
  readonly changes: readonly string[]
  /** What a person has to decide. */
  readonly suggestions: readonly string[]
}

/** How facts are written. */
export interface LearnOptions {
  /** Source of the provenance. @default the origin of most calls */
  readonly source?: string | undefined
  /** Whether operations that the contract does not have are added. @default false */
  readonly newOperations?: boolean
}

/** Edits the files of a contract by what was observed. The caller writes them. */
export function learn(
  { observations, recorder, routes }: Observed,
  document: Document,
  files: ContractFiles,
  { source, newOperations = false }: LearnOptions = {},
): Learned {
  const lesson: Lesson = {
    document,
    walker: recorder.walker,
    files,
    uses: new SchemaUses(routes, recorder.walker),
    isVersion30: document.openapi.startsWith('3.0'),
    pointerOf: (id) => recorder.routes.get(id)?.pointer,
    changes: [],
    suggestions: [],
  }
  widen(observations.contradictions.values(), lesson)
  addMembers(observations.members.values(), lesson)
  suggestEnums(observations.members.values(), lesson)
  addStatuses(observations.statuses.values(), lesson)
  setProvenance(routes, observations, lesson, source)
  const options = { isAdding: newOperations, source }
  addOperations(observations.operations.values(), routes, lesson, options)
  return lesson
}
