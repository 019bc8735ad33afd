import type { DiffReport } from './report.ts'

/** Returns a report as JSON, for other programs. */
export function jsonReport(report: DiffReport): string {
  return JSON.stringify(reportData(report), undefined, 2)
}

/** Returns what the JSON of a report consists of. */
export function reportData({ before, after, comparison, packages, remarks }: DiffReport): object {
  const bumps = packages.map(({ name, role, changesetBump }) => {
    return { name, bump: comparison.packages[role].bump, changesetBump }
  })
  const { bump, notices } = comparison
  return { before, after, bump, packages: bumps, notices, remarks }
}
