import type { Bump } from '../bump.ts'
import type { PackageState } from '../changesets/packages.ts'
import type { Comparison, PackageReport } from '../comparison.ts'
import type { Notice } from '../notice.ts'

/** What a report of a comparison is printed from. */
export interface DiffReport {
  /** Titles of both contracts. */
  before: string
  after: string
  comparison: Comparison
  packages: readonly PackageState[]
  /**
   * What else the reader has to know, such as entries of the accepted changes that do not apply.
   */
  remarks: readonly string[]
}

/** The formats of a report. */
export const formats = ['text', 'markdown', 'json', 'github'] as const

/** A format of a report. */
export type Format = (typeof formats)[number]

/** The bumps with their headings, the greatest first. */
export const severities: readonly [Notice['bump'], string][] = [
  ['major', 'Breaking'],
  ['minor', 'New or changed'],
  ['patch', 'Details'],
]

/** Returns how many notices of each bump there are: `1 major, 12 minor`. */
export function countNotices({ notices }: Pick<PackageReport, 'notices'>): string {
  const counts = severities.map(([bump]) => {
    const count = notices.filter((notice) => notice.bump === bump).length
    return count > 0 ? [`${count} ${bump}`] : []
  })
  return counts.flat().join(', ')
}

/** Returns the bump of a package: `major`, or `major (minor while the version is 0.4.0)`. */
export function printBump(bump: Bump, { changesetBump, version }: PackageState): string {
  return changesetBump === bump
    ? bump
    : `${bump} (${changesetBump} while the version is ${version})`
}
