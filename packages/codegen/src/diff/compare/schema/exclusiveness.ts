import type { Schema } from '../../../openapi/document.ts'
import type { Located, Pair } from '../located.ts'
import type { Arm } from './arm.ts'
import { compareBounds } from './bounds.ts'
import { areEqual } from './merge.ts'
import type { Comparator, Site } from './site.ts'

interface Compared {
  schemas: Pair<Located<Schema>>
  arms: Pair<readonly Arm[]>
}

/**
 * Compares whether a value has to match exactly one alternative: a server rejects a value that
 * satisfies two alternatives of a `oneOf`.
 */
export function compareExclusiveness(
  comparator: Comparator,
  { schemas: { before, after }, arms }: Compared,
  site: Site,
): void {
  const change = changeOf({ before: before.value, after: after.value }, arms)
  if (change === undefined) return
  const isTightened = change !== 'loosened'
  const isBreaking = isTightened && site.direction === 'request'
  comparator.add(site, {
    rule: isTightened ? 'bound-tightened' : 'bound-loosened',
    bump: isBreaking ? 'major' : 'patch',
    predicate: predicates[change],
    before: before.pointer,
    after: after.pointer,
  })
}

const predicates = {
  tightened: 'has to match exactly one alternative: `anyOf` became `oneOf`',
  loosened: 'may match several alternatives: `oneOf` became `anyOf`',
  split: 'has to match exactly one alternative of the new `oneOf`, and matches several',
}

function changeOf(
  schemas: Pair<Schema>,
  arms: Pair<readonly Arm[]>,
): keyof typeof predicates | undefined {
  const [from, to] = [keywordOf(schemas.before), keywordOf(schemas.after)]
  if (to === 'oneOf' && from !== 'oneOf' && arms.before.some((arm) => isAmbiguous(arm, arms.after)))
    return 'split'
  if (from === undefined || to === undefined || from === to || arms.before.length < 2) return
  const isTightened = to === 'oneOf'
  const kinds = (isTightened ? arms.after : arms.before).map(({ kind }) => kind)
  if (new Set(kinds).size === kinds.length) return
  return isTightened ? 'tightened' : 'loosened'
}

function keywordOf(schema: Schema): 'anyOf' | 'oneOf' | undefined {
  const [hasOne, hasAny] = [Array.isArray(schema['oneOf']), Array.isArray(schema['anyOf'])]
  if (hasOne === hasAny) return undefined
  return hasOne ? 'oneOf' : 'anyOf'
}

// Whether each object of an alternative satisfies several of the others.
function isAmbiguous(arm: Arm, others: readonly Arm[]): boolean {
  return arm.kind === 'object' && others.filter((other) => satisfies(arm, other)).length > 1
}

function satisfies(arm: Arm, other: Arm): boolean {
  if (other.kind !== 'object' || !isOpenFor(other, arm)) return false
  const required = new Set(requiredOf(arm))
  const bounds = compareBounds(arm.keywords, other.keywords, () => true)
  return (
    requiredOf(other).every((name) => required.has(name)) &&
    bounds.every(({ isTightened }) => !isTightened) &&
    [...arm.properties].every(([name, { schema }]) => {
      const same = other.properties.get(name)
      return same === undefined || areEqual(same.schema.value, schema.value)
    })
  )
}

function isOpenFor({ keywords, properties }: Arm, arm: Arm): boolean {
  const { additionalProperties = true } = keywords
  return (
    additionalProperties === true ||
    [...arm.properties.keys()].every((name) => properties.has(name))
  )
}

const requiredOf = ({ keywords: { required } }: Arm): unknown[] =>
  Array.isArray(required) ? required : []
