import type { Notice } from '../notice.ts'
import type { AcceptedChange } from './read.ts'

/** Notices with their accepted bumps, and the entries that do not apply. */
export interface AppliedChanges {
  notices: Notice[]
  problems: string[]
}

/**
 * Gives accepted notices their bumps. An entry that has expired, or that no notice matches, is a
 * problem.
 *
 * @param today - The day of the comparison, such as `2026-11-30`.
 */
export function applyAcceptedChanges(
  notices: readonly Notice[],
  entries: readonly AcceptedChange[],
  today: string,
): AppliedChanges {
  const current = entries.filter(({ until }) => until >= today)
  const expired = entries.filter(({ until }) => until < today)
  const unused = current.filter((entry) => !notices.some((notice) => matchesNotice(notice, entry)))
  return {
    notices: notices.map((notice) => {
      const entry = current.find((one) => matchesNotice(notice, one))
      if (!entry || entry.bump === undefined) return notice
      const accepted = { reason: entry.reason, bump: notice.bump }
      return { ...notice, bump: entry.bump, accepted }
    }),
    problems: [
      ...expired.map(
        ({ id, place, until }) => `Accepted change ${id} of ${place} expired on ${until}.`,
      ),
      ...unused.map(
        ({ id, place }) => `Accepted change ${id} of ${place} matches no notice. Remove the entry.`,
      ),
    ],
  }
}

function matchesNotice(notice: Notice, { id, place }: AcceptedChange): boolean {
  if (notice.rule !== id) return false
  return notice.place === place || (notice.place === '' && notice.functions.includes(place))
}
