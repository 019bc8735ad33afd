import type { ParsedContract } from '../load/contract.ts'
import { mendValues } from '../normalize/mend/mend-values.ts'
import { upgradeDialect } from '../normalize/upgrade-dialect.ts'
import type { Document } from '../openapi/document.ts'
import { applyAcceptedChanges } from './accepted/apply.ts'
import type { AcceptedChange } from './accepted/read.ts'
import { isLess } from './bump.ts'
import { compareDocuments } from './compare/documents.ts'
import { type Comparison, comparisonOf, unchangedComparison } from './comparison.ts'
import { compileCallers } from './judge/callers.ts'
import { mergeCauses } from './merge-causes.ts'
import type { Notice } from './notice.ts'
import { noticesByPackage, otherDetails, withoutLesserDetails } from './package-notices.ts'

/** Changes that were accepted, and the day of the comparison. */
export interface AcceptedOptions {
  entries: readonly AcceptedChange[]
  /** Such as `2026-11-30`. */
  today: string
}

/** A comparison, and the accepted changes that do not apply. */
export interface CheckedComparison extends Comparison {
  problems: readonly string[]
}

const noneAccepted: AcceptedOptions = { entries: [], today: '' }

/**
 * Compares two contracts. A walk over both documents finds the causes, and the TypeScript compiler
 * judges the code of callers that no cause breaks.
 */
export function compareContracts(
  before: ParsedContract,
  after: ParsedContract,
  accepted: AcceptedOptions = noneAccepted,
): CheckedComparison {
  const { entries, today } = accepted
  if (before.hash === after.hash) {
    const { problems } = applyAcceptedChanges([], entries, today)
    return { ...unchangedComparison(), problems }
  }
  const documents = {
    before: readableDocument(before),
    after: readableDocument(after),
  }
  const { findings, changedPairs } = compareDocuments(documents)
  const broken = findings.brokenFunctions()
  const unexplained = compileCallers(
    documents,
    changedPairs.filter((pair) => !broken.has(pair.before.id)),
  )
  for (const { scope, finding } of unexplained) findings.add(scope, finding)
  const found = findings.notices()
  const applied = applyAcceptedChanges(found.length > 0 ? found : [otherDetails], entries, today)
  const notices = sortNotices(applied.notices)
  const { problems } = applied
  const byPackage = noticesByPackage(documents, notices)
  return { ...comparisonOf(mergeCauses(withoutLesserDetails(notices)), byPackage), problems }
}

// The generator mends these values, too. It also leaves out some parameters and statuses, whose
// changes are compared: a server may know them.
function readableDocument({ document }: ParsedContract): Document {
  return upgradeDialect(mendValues(document, []))
}

// The greatest first, and those that reach more functions before others.
function sortNotices(notices: readonly Notice[]): Notice[] {
  return [...notices].sort((one, other) => {
    if (one.bump !== other.bump) return isLess(one.bump, other.bump) ? 1 : -1
    return other.functions.length - one.functions.length
  })
}
