import type { ParsedContract } from '../load/contract.ts'
import { readOperations } from '../model/read-operations.ts'
import { hoistSchemas } from '../normalize/hoist-schemas.ts'
import { upgradeDialect } from '../normalize/upgrade-dialect.ts'
import { type Bump, greatest, isLess } from './bump.ts'
import { compareFunctions, type OperationChange } from './compare/operations.ts'
import { operationUsages } from './compare/usage.ts'
import { validatorHashes } from './compare/validator-hashes.ts'
import { webhookHashes } from './compare/webhooks.ts'
import { classifyChanges } from './redocly/classify.ts'
import { redoclyDiff } from './redocly/run.ts'

/** A package that is generated from the contract. */
export type Role = 'core' | 'validation' | 'mock' | 'webhooks'

/** What a change of the contract asks of one package, and what its callers notice. */
export interface PackageReport {
  bump: Bump
  noticed: OperationChange[]
}

/** What a change of the contract is to those who call it. */
export interface Comparison {
  bump: Bump
  packages: Record<Role, PackageReport>
}

/** Compares two contracts: with Redocly's `diff`, and with the eyes of a TypeScript caller. */
export async function compareContracts(
  before: ParsedContract,
  after: ParsedContract,
): Promise<Comparison> {
  if (before.hash === after.hash) return { bump: 'none', packages: reportsOf(() => []) }
  const [old, now] = [generated(before), generated(after)]
  const [changes, seen] = await Promise.all([
    redoclyDiff(old.document, now.document),
    compareFunctions(old, now),
  ])
  const noticed = mergeDuplicates([
    ...seen,
    ...classifyChanges(changes, old.document, now.document, seen),
  ])
  noticed.push(...unclassifiedChanges(old, now, noticed))
  const packages = packagesOf(old, now, noticed)
  return { bump: greatest(Object.values(packages).map(({ bump }) => bump)), packages }
}

// As the generator reads it.
function generated(contract: ParsedContract): ParsedContract {
  return { ...contract, document: upgradeDialect(hoistSchemas(contract.document)) }
}

const wording = 'has other words or details'

// Small changes are said once, and not at all where a greater one is named.
function mergeDuplicates(found: readonly OperationChange[]): OperationChange[] {
  const loud = new Set(
    found
      .filter(({ bump, about }) => isLess('patch', bump) && about !== 'payload')
      .map(({ id }) => id),
  )
  const kept = new Map<string, OperationChange>()
  for (const notice of found) {
    if (notice.bump === 'patch' && loud.has(notice.id)) continue
    const text = notice.about === 'words' ? wording : notice.text
    const key = `${notice.id} ${text}`
    const other = kept.get(key)
    if (!other || isLess(other.bump, notice.bump)) kept.set(key, { ...notice, text })
  }
  return [...kept.values()]
}

// Something that neither of the judges rates, such as an extension: the text of the function may change.
function unclassifiedChanges(
  before: ParsedContract,
  after: ParsedContract,
  noticed: readonly OperationChange[],
): OperationChange[] {
  const known = new Set(noticed.filter(({ about }) => about !== 'payload').map(({ id }) => id))
  const old = new Map(operationUsages(before.document).map(({ id, hash }) => [id, hash]))
  const changed = operationUsages(after.document).filter(
    ({ id, hash }) => !known.has(id) && old.get(id) !== hash,
  )
  const ids = changed.map(({ id }) => id)
  if (ids.length === 0 && known.size === 0) ids.push('the contract')
  return ids.map((id) => ({ id, bump: 'patch', text: wording, about: 'words' }))
}

function packagesOf(
  before: ParsedContract,
  after: ParsedContract,
  noticed: readonly OperationChange[],
): Comparison['packages'] {
  const [was, is] = [before, after].map(({ document }) =>
    validatorHashes(document, readOperations(document), operationUsages(document)),
  )
  const isChecked = (id: string) => was?.get(id) !== is?.get(id)
  const [told, tells] = [webhookHashes(before), webhookHashes(after)]
  const own: Record<Role, (notice: OperationChange) => boolean> = {
    core: ({ about }) => about !== 'payload',
    // Validators know values alone, and there is nothing to notice where they are as they were.
    validation: ({ id, about }) => about === 'values' && isChecked(id),
    mock: ({ id, about }) =>
      about !== 'payload' && about !== 'raw' && !id.startsWith('type ') && id !== 'createClient',
    webhooks: ({ id, about }) => {
      const [past, present] = [told.get(id), tells.get(id)]
      if (!id.startsWith('webhook ') || about === 'raw' || past?.hash === present?.hash)
        return false
      return about !== 'values' || (past?.payload !== undefined && present?.payload !== undefined)
    },
  }
  const reports = reportsOf((role) => noticed.filter(own[role]))
  // What is told in general words only, and to core alone.
  const untold = (
    ids: readonly string[],
    { noticed: said }: PackageReport,
    text: string,
  ): OperationChange[] => {
    const known = new Set(said.map(({ id }) => id))
    return ids.flatMap((id) => (known.has(id) ? [] : { id, bump: 'patch', text, about: 'words' }))
  }
  const reached = new Set(
    operationUsages(after.document).flatMap(({ components }) => [...components.keys()].map(typeAt)),
  )
  const checked = [...(is?.keys() ?? [])].filter(
    (id) => was?.has(id) && isChecked(id) && !reached.has(id),
  )
  const retold = [...tells.keys()].filter(
    (id) => told.has(id) && told.get(id)?.hash !== tells.get(id)?.hash,
  )
  // The mock compares its contract with that of core, so it follows each of its changes.
  const served: OperationChange = {
    id: 'the contract',
    bump: 'patch',
    text: wording,
    about: 'words',
  }
  return {
    ...reports,
    validation: reportOf([
      ...reports.validation.noticed,
      ...untold(checked, reports.validation, 'its values are checked by other bounds'),
    ]),
    webhooks: reportOf([...reports.webhooks.noticed, ...untold(retold, reports.webhooks, wording)]),
    mock: reports.mock.noticed.length > 0 ? reports.mock : reportOf([served]),
  }
}

const typeAt = (pointer: string) => pointer.replace('#/components/schemas/', 'type ')

function reportsOf(own: (role: Role) => OperationChange[]): Comparison['packages'] {
  return {
    core: reportOf(own('core')),
    validation: reportOf(own('validation')),
    mock: reportOf(own('mock')),
    webhooks: reportOf(own('webhooks')),
  }
}

function reportOf(noticed: OperationChange[]): PackageReport {
  return { bump: greatest(noticed.map(({ bump }) => bump)), noticed }
}
