import type { ParsedContract } from '../contract.ts'
import { type Bump, greatest, isLess } from './bump.ts'
import { compareFunctions, type Noticed } from './functions.ts'
import { rated } from './rated.ts'
import { reaches } from './reach.ts'
import { redoclyDiff } from './redocly.ts'

/** A package that is generated from the contract. */
export type Role = 'core' | 'validation' | 'mock' | 'webhooks'

/** What a change of the contract asks of one package, and what its callers notice. */
export interface PackageReport {
  bump: Bump
  noticed: Noticed[]
}

/** What a change of the contract is to those who call it. */
export interface Comparison {
  bump: Bump
  packages: Record<Role, PackageReport>
}

/** Compares two contracts: with Redocly's `diff`, and with the eyes of a TypeScript caller. */
export async function compareContracts(before: ParsedContract, after: ParsedContract): Promise<Comparison> {
  if (before.hash === after.hash) return comparisonOf([], new Set())
  const [changes, seen] = await Promise.all([redoclyDiff(before.document, after.document), compareFunctions(before, after)])
  const found = [...seen, ...rated(changes, before.document, after.document, seen)]
  const webhooks = new Set([...reaches(before.document), ...reaches(after.document)].filter(({ webhook }) => webhook))
  const noticed = worded(found)
  const known = new Set(noticed.map(({ id }) => id))
  // Something that neither of them rates, such as an extension: the text of the function may change.
  const old = new Map(reaches(before.document).map(({ id, hash }) => [id, hash]))
  for (const { id, hash } of reaches(after.document)) {
    if (!known.has(id) && old.get(id) !== hash) noticed.push({ id, bump: 'patch', text: wording })
  }
  if (noticed.length === 0) noticed.push({ id: 'the contract', bump: 'patch', text: wording })
  return comparisonOf(noticed, new Set([...webhooks].map(({ id }) => id)))
}

const wording = 'has other words or details'

// Small changes are said once, and not at all where a greater one is named.
function worded(found: readonly Noticed[]): Noticed[] {
  const loud = new Set(found.filter(({ bump }) => isLess('patch', bump)).map(({ id }) => id))
  const kept = new Map<string, Noticed>()
  for (const notice of found) {
    const isDetail = notice.text.startsWith('details: ')
    if (notice.bump === 'patch' && loud.has(notice.id)) continue
    const text = isDetail ? wording : notice.text
    const key = `${notice.id} ${text}`
    const other = kept.get(key)
    if (!other || isLess(other.bump, notice.bump)) kept.set(key, { ...notice, text })
  }
  return [...kept.values()]
}

function comparisonOf(noticed: readonly Noticed[], webhooks: ReadonlySet<string>): Comparison {
  const report = (role: Role): PackageReport => {
    const own = noticed.filter((notice) => concerns(role, notice, webhooks))
    return { bump: greatest(own.map(({ bump }) => bump)), noticed: own }
  }
  return {
    bump: greatest(noticed.map(({ bump }) => bump)),
    packages: { core: report('core'), validation: report('validation'), mock: report('mock'), webhooks: report('webhooks') },
  }
}

// The mock serves the whole contract; validators know bodies alone; webhooks are types in core and code in their package.
function concerns(role: Role, { id, text, bump }: Noticed, webhooks: ReadonlySet<string>): boolean {
  const isCall = !id.startsWith('type ') && id !== 'createClient'
  if (role === 'webhooks') return webhooks.has(id)
  if (role === 'core') return true
  if (role === 'mock') return isCall || bump === 'patch'
  if (bump === 'patch' && text === wording) return false
  return (
    id !== 'createClient' &&
    !/^`(?:input(?!\.body)|fields)|another host|another permission|credential|iterated|sent again/.test(text)
  )
}
