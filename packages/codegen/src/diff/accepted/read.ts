import { readFile } from 'node:fs/promises'
import type { Notice } from '../notice.ts'
import { type RuleId, rules } from '../rules.ts'

/** A change that was accepted, although it would require a greater bump. */
export interface AcceptedChange {
  /** The kind of notice. */
  id: RuleId
  /** The place of the notice, or the function that it is about. */
  place: string
  reason: string
  /** The last day on which it applies, such as `2026-12-31`. */
  until: string
  /** The bump that the notice gets. @default patch */
  bump?: Notice['bump']
}

/** The file of accepted changes, in the folder of the contract. */
export const acceptedFile = 'accepted-changes.yaml'

/**
 * Reads a file of accepted changes: an array of entries in YAML or JSON.
 *
 * @returns no entries if there is no such file.
 * @throws Error for an entry that is not complete.
 */
export async function readAcceptedChanges(file: string): Promise<AcceptedChange[]> {
  const text = await readFile(file, 'utf8').catch(() => undefined)
  if (text === undefined) return []
  const { parseYaml } = await import('@redocly/openapi-core')
  const entries = (parseYaml(text) ?? []) as unknown
  if (!Array.isArray(entries)) throw new Error(`${file} is not an array of accepted changes.`)
  return entries.map((entry, index) =>
    checked(entry as AcceptedChange, `${file}: entry ${index + 1}`),
  )
}

function checked(entry: Partial<AcceptedChange>, name: string): AcceptedChange {
  const { id, place, reason, until, bump = 'patch' } = entry
  if (id === undefined || !Object.hasOwn(rules, id))
    throw new Error(`${name} has the id ${id}, which is no kind of notice.`)
  if (!place) throw new Error(`${name} has no place.`)
  if (!reason) throw new Error(`${name} has no reason.`)
  const day = dayOf(until)
  if (day === undefined)
    throw new Error(`${name} has the date ${until}. Expected one such as 2026-12-31.`)
  if (!['major', 'minor', 'patch'].includes(bump))
    throw new Error(`${name} has the bump ${bump}. Expected major, minor or patch.`)
  return { id, place, reason, until: day, bump }
}

// YAML reads an unquoted date as a Date.
function dayOf(until: unknown): string | undefined {
  const text = until instanceof Date ? until.toISOString().slice(0, 10) : until
  return typeof text === 'string' && /^\d{4}-\d\d-\d\d$/.test(text) ? text : undefined
}
