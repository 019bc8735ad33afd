import { dirname, join } from 'node:path'
import { applyAcceptedChanges } from './accepted/apply.ts'
import { type AcceptedChange, acceptedFile, readAcceptedChanges } from './accepted/read.ts'
import type { CheckedComparison } from './compare-contracts.ts'
import { unchangedComparison } from './comparison.ts'
import { loadComparison } from './load-comparison.ts'
import type { SourceLocation } from './notice.ts'
import type { Side } from './sides/side.ts'

/** How sides are compared. */
export interface CompareOptions {
  /**
   * The file of accepted changes.
   *
   * @default accepted-changes.yaml beside the contract after the change
   */
  accepted?: string | undefined
  /** The current time in milliseconds, for accepted changes that expire. */
  now?: number
}

/** Compares two contracts, and locates every notice in their files. */
export async function compareSides(
  { before, after }: { before: Side; after: Side },
  { accepted, now = Date.now() }: CompareOptions = {},
): Promise<CheckedComparison> {
  const entries = await acceptedChanges(after, accepted)
  const today = new Date(now).toISOString().slice(0, 10)
  if (before.contract.hash === after.contract.hash)
    return { ...unchangedComparison(), ...applyAcceptedChanges([], entries, today) }
  // Loaded on demand: equal contracts need neither TypeScript nor the generator.
  const { compareContracts } = await loadComparison()
  const comparison = compareContracts(before.contract, after.contract, { entries, today })
  await locate(before, locateNotices(comparison, 'before'))
  await locate(after, locateNotices(comparison, 'after'))
  return comparison
}

function acceptedChanges(after: Side, file: string | undefined): Promise<AcceptedChange[]> {
  if (file !== undefined) return readAcceptedChanges(file)
  const [root] = after.contract.files
  // The files of a commit are gone by now.
  if (root === undefined || after.commit !== undefined) return Promise.resolve([])
  return readAcceptedChanges(join(dirname(root), acceptedFile))
}

function locateNotices(
  { notices, packages }: CheckedComparison,
  side: 'before' | 'after',
): SourceLocation[] {
  const all = [notices, ...Object.values(packages).map((reported) => reported.notices)].flat()
  return [...new Set(all.flatMap((notice) => notice[side] ?? []))]
}

async function locate(side: Side, locations: readonly SourceLocation[]): Promise<void> {
  const lines = await side.locate(locations.map(({ pointer }) => pointer))
  for (const location of locations) Object.assign(location, lines.get(location.pointer))
}
