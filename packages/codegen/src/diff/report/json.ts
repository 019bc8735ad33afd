import type { DiffReport } from './report.ts'

/** Returns a report as JSON, for other programs. */
export function jsonReport({ before, after, comparison, packages, remarks }: DiffReport): string {
  const bumps = packages.map(({ name, role, changesetBump }) => {
    return { name, bump: comparison.packages[role].bump, changesetBump }
  })
  const { bump, notices } = comparison
  return JSON.stringify({ before, after, bump, packages: bumps, notices, remarks }, undefined, 2)
}
