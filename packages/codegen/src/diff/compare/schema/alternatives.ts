import type { Schema } from '../../../openapi/document.ts'
import type { Located, Pair } from '../located.ts'
import type { Arm } from './arm.ts'
import { compareBounds } from './bounds.ts'
import { compareExclusiveness } from './exclusiveness.ts'
import { covers, enumOf, type MatchedArms } from './match.ts'
import { printArms, printValue } from './print-schema.ts'
import type { Comparator, Site } from './site.ts'

/** The alternatives of one schema in both contracts. */
export interface ComparedArms {
  schemas: Pair<Located<Schema>>
  arms: Pair<readonly Arm[]>
  matched: MatchedArms
}

/**
 * Compares which types and values a schema has. What an object or array contains is not compared.
 */
export function compareAlternatives(
  comparator: Comparator,
  { schemas, arms, matched }: ComparedArms,
  site: Site,
): void {
  const pointers = { before: schemas.before.pointer, after: schemas.after.pointer }
  compareNull(comparator, arms, pointers, site)
  const removed = matched.removed.filter((arm) => isMissing(arm, arms.after))
  const added = matched.added.filter((arm) => isMissing(arm, arms.before))
  const isReplaced =
    removed.length > 0 &&
    added.length > 0 &&
    matched.pairs.every(({ before }) => before.kind === 'null')
  if (isReplaced) {
    const [before, after] = [
      printSide(comparator, arms, 'before'),
      printSide(comparator, arms, 'after'),
    ]
    const predicate = `changed from \`${before}\` to \`${after}\``
    comparator.add(site, { rule: 'type-changed', bump: 'major', predicate, ...pointers })
    return
  }
  const print = (side: 'before' | 'after', one: readonly Arm[]) =>
    printArms(comparator.documents[side], one)
  if (removed.length > 0)
    comparator.addNarrowed(site, pointers, `is no longer \`${print('before', removed)}\``)
  if (added.length > 0) comparator.addWidened(site, pointers, `may be \`${print('after', added)}\``)
  for (const pair of matched.pairs) compareValues(comparator, pair, arms, site)
  compareDiscriminators(comparator, schemas, site)
  compareExclusiveness(comparator, { schemas, arms }, site)
}

function printSide(
  comparator: Comparator,
  arms: Pair<readonly Arm[]>,
  side: 'before' | 'after',
): string {
  return printArms(
    comparator.documents[side],
    arms[side].filter(({ kind }) => kind !== 'null'),
  )
}

function compareNull(
  comparator: Comparator,
  arms: Pair<readonly Arm[]>,
  pointers: Pair<string>,
  site: Site,
): void {
  const had = covers(arms.before, 'null')
  const has = covers(arms.after, 'null')
  // A value that was nothing but null, or anything, has another type now.
  const isRequest = site.direction === 'request'
  if (had && !has && arms.before.some(({ kind }) => kind === 'null')) {
    const bump = isRequest ? 'major' : 'minor'
    comparator.add(site, { rule: 'never-null', bump, predicate: 'is no longer null', ...pointers })
  }
  if (has && !had && arms.after.some(({ kind }) => kind === 'null')) {
    const bump = isRequest ? 'minor' : 'major'
    comparator.add(site, { rule: 'became-nullable', bump, predicate: 'may be null', ...pointers })
  }
}

// Whether some value of an alternative is in none of the other ones. Null is compared on its own.
function isMissing(arm: Arm, others: readonly Arm[]): boolean {
  if (arm.kind === 'null') return false
  const values = enumOf(arm)
  if (values) return values.some((value) => !covers(others, arm.kind, value))
  return !others.some((other) => includes(other, arm))
}

// Objects and arrays are paired with the most similar one, so one that is left is in no other.
function includes(other: Arm, arm: Arm): boolean {
  if (enumOf(other) !== undefined) return false
  if (other.kind === 'any') return true
  if (other.kind !== arm.kind || arm.kind === 'object' || arm.kind === 'array') return false
  return !compareBounds(arm.keywords, other.keywords, () => true).some(
    ({ isTightened }) => isTightened,
  )
}

function compareValues(
  comparator: Comparator,
  pair: Pair<Arm>,
  arms: Pair<readonly Arm[]>,
  site: Site,
): void {
  // The values of a component are compared there.
  if (pair.before.ref !== undefined && pair.before.ref === pair.after.ref) return
  const values = { before: enumOf(pair.before), after: enumOf(pair.after) }
  const pointers = { before: pair.before.pointer, after: pair.after.pointer }
  const { kind } = pair.before
  if (values.before && values.after) {
    const removed = values.before.filter((value) => !covers(arms.after, kind, value))
    const added = values.after.filter((value) => !covers(arms.before, kind, value))
    const print = (list: readonly unknown[]) =>
      list.map((value) => `\`${printValue(value)}\``).join(' or ')
    if (removed.length > 0) comparator.addNarrowed(site, pointers, `is no longer ${print(removed)}`)
    if (added.length > 0) comparator.addWidened(site, pointers, `may be ${print(added)}`)
  } else if (values.after && isMissing(pair.before, arms.after)) {
    const only = values.after.map(printValue).join(' | ')
    comparator.addNarrowed(site, pointers, `is no longer any \`${kind}\`, but \`${only}\``)
  } else if (values.before && isMissing(pair.after, arms.before)) {
    comparator.addWidened(site, pointers, `may be any \`${kind}\``)
  }
}

// A discriminator gives its alternatives the values of the mapping.
function compareDiscriminators(
  comparator: Comparator,
  { before, after }: Pair<Located<Schema>>,
  site: Site,
): void {
  const had = mappingOf(before.value)
  const has = mappingOf(after.value)
  if (!had || !has) return
  const name = `${site.place}.${has.propertyName}`
  const pointers = { before: before.pointer, after: after.pointer }
  const print = (values: readonly string[]) =>
    values.map((value) => `\`${printValue(value)}\``).join(' or ')
  const removed = had.values.filter((value) => !has.values.includes(value))
  const added = has.values.filter((value) => !had.values.includes(value))
  const inner = { ...site, place: name }
  if (removed.length > 0) comparator.addNarrowed(inner, pointers, `is no longer ${print(removed)}`)
  if (added.length > 0) comparator.addWidened(inner, pointers, `may be ${print(added)}`)
}

function mappingOf(schema: Schema): { propertyName: string; values: string[] } | undefined {
  const discriminator = schema['discriminator'] as
    | { propertyName?: string; mapping?: object }
    | undefined
  if (!discriminator?.mapping || discriminator.propertyName === undefined) return undefined
  return {
    propertyName: discriminator.propertyName,
    values: Object.keys(discriminator.mapping),
  }
}
