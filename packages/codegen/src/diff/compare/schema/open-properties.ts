import type { Schema } from '../../../openapi/document.ts'
import type { Located, Pair } from '../located.ts'
import type { Arm } from './arm.ts'
import { assertionsOf } from './assertions.ts'
import type { Comparator, Site } from './site.ts'

/** Compares what objects accept beside the properties that they describe. */
export function compareAdditional(comparator: Comparator, arms: Pair<Arm>, site: Site): void {
  const before = additionalOf(arms.before)
  const after = additionalOf(arms.after)
  const pointers = { before: arms.before.pointer, after: arms.after.pointer }
  const rule = 'additional-properties-changed'
  const add = (bump: 'major' | 'minor' | 'patch', predicate: string) =>
    comparator.add(site, { rule, bump, predicate, ...pointers })
  if (before.schema && after.schema) {
    const inner = { ...site, place: `${site.place}[name]` }
    comparator.compare({ before: before.schema, after: after.schema }, inner)
  } else if (before.schema) {
    add('major', 'may no longer have additional properties')
  } else if (after.schema) {
    // Properties that are not described were accepted whatever their values.
    const isRestricted = !before.isClosed && assertionsOf(after.schema.value).length > 0
    if (isRestricted && site.direction === 'request')
      add('major', 'restricts additional properties')
    else add('minor', 'may have additional properties')
  } else if (after.isClosed && !before.isClosed) {
    const bump = site.direction === 'request' ? 'major' : 'patch'
    add(bump, 'has only the properties that are described')
  } else if (before.isClosed && !after.isClosed) {
    add('patch', 'may have properties that are not described')
  }
}

interface Additional {
  schema: Located<Schema> | undefined
  isClosed: boolean
}

function additionalOf({ keywords, pointer }: Arm): Additional {
  const { additionalProperties, unevaluatedProperties } = keywords
  const [keyword, value] =
    additionalProperties === undefined
      ? ['unevaluatedProperties', unevaluatedProperties]
      : ['additionalProperties', additionalProperties]
  if (value === undefined || value === false)
    return { schema: undefined, isClosed: value === false }
  const schema = (value === true ? {} : value) as Schema
  return { schema: { value: schema, pointer: `${pointer}/${keyword}` }, isClosed: false }
}

/** Compares the properties whose names match a pattern. */
export function comparePatterns(comparator: Comparator, arms: Pair<Arm>, site: Site): void {
  const [before, after] = [arms.before, arms.after].map(propertyPatterns)
  const pointers = { before: arms.before.pointer, after: arms.after.pointer }
  for (const pattern of new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])])) {
    const schemas = { before: before?.get(pattern), after: after?.get(pattern) }
    const inner = { ...site, place: `${site.place}[/${pattern}/]` }
    if (schemas.before && schemas.after) {
      comparator.compare({ before: schemas.before, after: schemas.after }, inner)
    } else if (schemas.after) {
      const bump = site.direction === 'request' ? 'major' : 'patch'
      const predicate = 'is described and restricted'
      comparator.add(inner, { rule: 'bound-tightened', bump, predicate, ...pointers })
    } else {
      const isClosed = arms.after.keywords['additionalProperties'] === false
      const rule = isClosed ? 'bound-tightened' : 'bound-loosened'
      const bump = isClosed && site.direction === 'request' ? 'major' : 'patch'
      comparator.add(inner, { rule, bump, predicate: 'is no longer described', ...pointers })
    }
  }
}

function propertyPatterns({ keywords, pointer }: Arm): Map<string, Located<Schema>> {
  const patterns = (keywords['patternProperties'] ?? {}) as Record<string, Schema>
  return new Map(
    Object.entries(patterns).map(([pattern, value]) => [
      pattern,
      { value, pointer: `${pointer}/patternProperties` },
    ]),
  )
}
