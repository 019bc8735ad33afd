import type { ParsedContract } from '../load/contract.ts'
import { readOperations } from '../model/read-operations.ts'
import type { OperationChange } from './change.ts'
import { operationUsages } from './compare/usage.ts'
import { validatorHashes } from './compare/validator-hashes.ts'
import { webhookHashes } from './compare/webhooks.ts'
import type { Role } from './comparison.ts'

/** The message of a change that neither types nor protocol show. */
export const detailsMessage = 'descriptions or other details changed'

/** Two values, one of each contract. */
interface BeforeAfter<T> {
  before: T
  after: T
}

/** Assigns changes to the packages whose users notice them. */
export function changesByPackage(
  before: ParsedContract,
  after: ParsedContract,
  changes: readonly OperationChange[],
): Record<Role, OperationChange[]> {
  const contracts = { before, after }
  return {
    core: changes.filter(({ scope }) => scope !== 'payload'),
    validation: validationChanges(contracts, changes),
    mock: mockChanges(changes),
    webhooks: webhookChanges(contracts, changes),
  }
}

// Validators know values alone, so only changes of operations and types whose validators differ are
// reported.
function validationChanges(
  contracts: BeforeAfter<ParsedContract>,
  changes: readonly OperationChange[],
): OperationChange[] {
  const before = validatorsOf(contracts.before)
  const after = validatorsOf(contracts.after)
  const hasChanged = (id: string) => before.get(id) !== after.get(id)
  const reported = changes.filter(({ id, scope }) => scope === 'values' && hasChanged(id))
  // A type that an operation uses is reported with the operation.
  const typesOfOperations = new Set(
    operationUsages(contracts.after.document).flatMap(({ components }) =>
      [...components.keys()].map((pointer) => pointer.replace('#/components/schemas/', 'type ')),
    ),
  )
  const ids = [...after.keys()].filter(
    (id) => before.has(id) && hasChanged(id) && !typesOfOperations.has(id),
  )
  return [...reported, ...unreported(ids, reported, 'its validation constraints changed')]
}

function validatorsOf({ document }: ParsedContract): Map<string, string> {
  return validatorHashes(document, readOperations(document), operationUsages(document))
}

function mockChanges(changes: readonly OperationChange[]): OperationChange[] {
  const reported = changes.filter(
    ({ id, scope }) =>
      scope !== 'payload' && scope !== 'raw' && !id.startsWith('type ') && id !== 'createClient',
  )
  // At start the mock compares the hash of its contract with that of core, so both are released
  // together.
  return reported.length > 0 ? reported : unreported(['the contract'], reported, detailsMessage)
}

function webhookChanges(
  contracts: BeforeAfter<ParsedContract>,
  changes: readonly OperationChange[],
): OperationChange[] {
  const before = webhookHashes(contracts.before)
  const after = webhookHashes(contracts.after)
  const reported = changes.filter(({ id, scope }) => {
    const webhook = { before: before.get(id), after: after.get(id) }
    if (!id.startsWith('webhook ') || scope === 'raw') return false
    if (webhook.before?.hash === webhook.after?.hash) return false
    // Without a known payload the package has no type for the values.
    return (
      scope !== 'values' ||
      (webhook.before?.payload !== undefined && webhook.after?.payload !== undefined)
    )
  })
  const ids = [...after.keys()].filter(
    (id) => before.has(id) && before.get(id)?.hash !== after.get(id)?.hash,
  )
  return [...reported, ...unreported(ids, reported, detailsMessage)]
}

// A change of these ids that no reported change covers.
function unreported(
  ids: readonly string[],
  reported: readonly OperationChange[],
  message: string,
): OperationChange[] {
  const reportedIds = new Set(reported.map(({ id }) => id))
  return ids
    .filter((id) => !reportedIds.has(id))
    .map((id) => ({ id, bump: 'patch', message, scope: 'details' }))
}
