import type { ParsedContract } from '../load/contract.ts'
import { hoistSchemas } from '../normalize/hoist-schemas.ts'
import { upgradeDialect } from '../normalize/upgrade-dialect.ts'
import { isLess } from './bump.ts'
import type { OperationChange } from './change.ts'
import { compareOperations } from './compare/operations.ts'
import { operationUsages } from './compare/usage.ts'
import { type Comparison, comparisonOf, unchangedComparison } from './comparison.ts'
import { changesByPackage, detailsMessage } from './package-changes.ts'
import { classifyChanges } from './redocly/classify.ts'
import { redoclyDiff } from './redocly/run.ts'

/**
 * Compares two contracts. Redocly's `diff` judges the protocol, and the TypeScript compiler judges
 * the code of callers.
 */
export async function compareContracts(
  before: ParsedContract,
  after: ParsedContract,
): Promise<Comparison> {
  if (before.hash === after.hash) return unchangedComparison()
  const contracts = { before: normalized(before), after: normalized(after) }
  const documents = { before: contracts.before.document, after: contracts.after.document }
  const [redoclyChanges, callerChanges] = await Promise.all([
    redoclyDiff(documents.before, documents.after),
    compareOperations(contracts.before, contracts.after),
  ])
  const changes = mergeDuplicates([
    ...callerChanges,
    ...classifyChanges(redoclyChanges, documents, callerChanges),
  ])
  changes.push(...unclassifiedChanges(contracts.before, contracts.after, changes))
  return comparisonOf(changesByPackage(contracts.before, contracts.after, changes))
}

// The generator normalizes a document in the same way.
function normalized(contract: ParsedContract): ParsedContract {
  return { ...contract, document: upgradeDialect(hoistSchemas(contract.document)) }
}

// Patches are reported once, and not at all for an operation that has a greater change.
function mergeDuplicates(changes: readonly OperationChange[]): OperationChange[] {
  const idsWithGreaterChange = new Set(
    changes
      .filter(({ bump, scope }) => isLess('patch', bump) && scope !== 'payload')
      .map(({ id }) => id),
  )
  const merged = new Map<string, OperationChange>()
  for (const change of changes) {
    if (change.bump === 'patch' && idsWithGreaterChange.has(change.id)) continue
    const message = change.scope === 'details' ? detailsMessage : change.message
    const key = `${change.id} ${message}`
    const duplicate = merged.get(key)
    if (!duplicate || isLess(duplicate.bump, change.bump)) merged.set(key, { ...change, message })
  }
  return [...merged.values()]
}

// Neither Redocly nor the compiler judges an extension, for example. It may still change the
// generated documentation.
function unclassifiedChanges(
  before: ParsedContract,
  after: ParsedContract,
  changes: readonly OperationChange[],
): OperationChange[] {
  const reportedIds = new Set(
    changes.filter(({ scope }) => scope !== 'payload').map(({ id }) => id),
  )
  const hashesBefore = new Map(operationUsages(before.document).map(({ id, hash }) => [id, hash]))
  const ids = operationUsages(after.document)
    .filter(({ id, hash }) => !reportedIds.has(id) && hashesBefore.get(id) !== hash)
    .map(({ id }) => id)
  if (ids.length === 0 && reportedIds.size === 0) ids.push('the contract')
  return ids.map((id) => ({ id, bump: 'patch', message: detailsMessage, scope: 'details' }))
}
