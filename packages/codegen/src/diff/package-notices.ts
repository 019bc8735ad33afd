import { knownPayload } from '../emit/webhooks.ts'
import type { Document } from '../openapi/document.ts'
import { greatestBump, isLess } from './bump.ts'
import { entriesOf } from './compare/entries.ts'
import type { Pair } from './compare/located.ts'
import type { Role } from './comparison.ts'
import { mergeCauses } from './merge-causes.ts'
import type { Notice } from './notice.ts'

/** Assigns notices to the packages whose users notice them. */
export function noticesByPackage(
  documents: Pair<Document>,
  notices: readonly Notice[],
): Record<Role, Notice[]> {
  const report = (one: readonly Notice[]) => mergeCauses(withoutLesserDetails(one))
  return {
    core: report(notices.filter(({ topic }) => topic !== 'payload')),
    // Validators know values alone.
    validation: report(notices.filter(({ topic }) => topic === 'values')),
    mock: report(mockNotices(notices)),
    webhooks: report(webhookNotices(documents, notices)),
  }
}

function mockNotices(notices: readonly Notice[]): Notice[] {
  const served = notices.flatMap((notice) => {
    const isServed = notice.topic !== 'payload' && notice.topic !== 'raw'
    const functions = notice.functions.filter(
      (id) => !id.startsWith('type ') && id !== 'createClient',
    )
    return isServed && functions.length > 0 ? [{ ...notice, functions }] : []
  })
  // At start the mock compares the hash of its contract with that of core, so both are released
  // together.
  return served.length > 0 || notices.length === 0 ? served : [otherDetails]
}

/** The notice of a difference that no function shows. */
export const otherDetails: Notice = {
  rule: 'details-changed',
  bump: 'patch',
  place: '',
  message: 'descriptions or other details changed',
  topic: 'details',
  directions: [],
  functions: ['the contract'],
  isShared: false,
}

function webhookNotices(documents: Pair<Document>, notices: readonly Notice[]): Notice[] {
  const entries = { before: entriesOf(documents.before), after: entriesOf(documents.after) }
  const hasPayload = (id: string) =>
    (['before', 'after'] as const).every((side) => {
      const entry = entries[side].get(id)
      return !entry || knownPayload(documents[side], entry.operation.value) !== undefined
    })
  return notices.flatMap((notice) => {
    if (notice.topic === 'raw') return []
    const functions = notice.functions.filter((id) => {
      if (!id.startsWith('webhook ')) return false
      // Without a known payload the package has no type for the values.
      return hasPayload(id) || (notice.topic !== 'values' && !notice.isShared)
    })
    return functions.length > 0 ? [{ ...notice, functions }] : []
  })
}

/**
 * Returns notices without those of other descriptions of a function that has a greater notice.
 */
export function withoutLesserDetails(notices: readonly Notice[]): Notice[] {
  const bumps = new Map<string, Notice['bump'][]>()
  for (const { functions, bump, topic } of notices) {
    if (topic === 'details' || topic === 'payload') continue
    for (const id of functions) bumps.set(id, [...(bumps.get(id) ?? []), bump])
  }
  return notices.flatMap((notice) => {
    if (notice.topic !== 'details' || notice.isShared) return [notice]
    const functions = notice.functions.filter((id) => {
      const greatest = greatestBump(bumps.get(id) ?? [])
      return !isLess('patch', greatest)
    })
    return functions.length > 0 ? [{ ...notice, functions }] : []
  })
}
