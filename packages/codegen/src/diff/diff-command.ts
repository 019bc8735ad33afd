import { join } from 'node:path'
import { exitCode } from './bump.ts'
import { packageStates } from './changesets/packages.ts'
import type { CommandResult } from './commands.ts'
import { type CompareOptions, compareSides } from './compare-sides.ts'
import type { MarkdownLinks } from './report/markdown-report.ts'
import { printChangelog, type ReleaseReport } from './report/print-changelog.ts'
import { printReport } from './report/print-report.ts'
import type { DiffReport, Format } from './report/report.ts'
import { surfaces } from './report/surfaces.ts'
import { commitOf, releasesBetween, splitRevision } from './sides/commit.ts'
import { readCommit, readSide, readWorkTree, type Side } from './sides/side.ts'

/** Where `contract:diff` reads the contracts, and how it prints the report. */
export interface DiffOptions extends CompareOptions {
  /**
   * A revision, a file, a folder, or a range of releases (`v1..v2`).
   * @default the last release, else the commit where the branch left main
   */
  before: string | undefined
  /** A revision, a file or a folder. @default the contract of the work tree */
  after: string | undefined
  /** The folder that paths are relative to. */
  cwd: string
  format: Format
  /** URL of the repository's files without the commit, for links. */
  blobUrl?: string | undefined
}

/** Reports the differences of two contracts, or those of all releases of a range. */
export async function runDiff(root: string, options: DiffOptions): Promise<CommandResult> {
  const range = /^(.+?)\.\.(.+)$/.exec(options.before ?? '')
  if (range?.[1] && range[2] && options.after === undefined)
    return runChangelog(root, range[1], range[2], options)
  const before = await readSide(root, options.before, options.cwd)
  const after = await readAfter(root, options)
  const report = await reportOf(root, { before, after }, options)
  const links = linksOf({ before, after }, options)
  const output = printReport(report, options.format, links)
  return { exitCode: exitCode(report.comparison.bump), output }
}

// A file of a revision is compared with the same file of the work tree.
function readAfter(root: string, { before = '', after, cwd }: DiffOptions): Promise<Side> {
  const { path } = splitRevision(before)
  if (after === undefined && path === undefined) return readWorkTree(root)
  return readSide(root, after ?? join(root, path ?? ''), cwd)
}

async function reportOf(
  root: string,
  sides: { before: Side; after: Side },
  options: CompareOptions,
): Promise<DiffReport> {
  const comparison = await compareSides(sides, options)
  return {
    before: sides.before.title,
    after: sides.after.title,
    comparison,
    packages: sides.after.isOwn ? await packageStates(root, comparison) : surfaces(comparison),
    remarks: [...comparison.problems, ...(await remarksOf(root, sides))],
  }
}

async function remarksOf(root: string, { before, after }: { before: Side; after: Side }) {
  if (before.commit === undefined) return []
  if (before.commit === after.commit) return ['Both contracts are those of the same commit.']
  const isHead = before.commit === (await commitOf(root, 'HEAD'))
  return isHead && after.commit === undefined
    ? ['The base is HEAD itself, so only uncommitted changes are compared.']
    : []
}

function linksOf(sides: { before: Side; after: Side }, { blobUrl }: DiffOptions): MarkdownLinks {
  const link = ({ commit }: Side) =>
    blobUrl === undefined || commit === undefined ? undefined : `${blobUrl}/${commit}`
  return { before: link(sides.before), after: link(sides.after) }
}

// Each release is compared with the one before it.
async function runChangelog(
  root: string,
  from: string,
  to: string,
  options: DiffOptions,
): Promise<CommandResult> {
  const releases = await releasesBetween(root, from, to)
  const reports: ReleaseReport[] = []
  for (const [index, base] of releases.entries()) {
    const previous = releases[index - 1]
    if (!previous) continue
    const sides = { before: await readCommit(root, previous), after: await readCommit(root, base) }
    reports.push({ name: base.name, report: await reportOf(root, sides, options) })
  }
  return { exitCode: 0, output: printChangelog(reports.reverse(), options.format) }
}
