import type { Schema } from '../../../openapi/document.ts'
import type { Located, Pair } from '../located.ts'
import type { Arm } from './arm.ts'
import { printArms } from './print-schema.ts'
import type { Comparator, Site } from './site.ts'

/** Compares the items of two arrays. A tuple whose length differs is one finding. */
export function compareArrays(
  comparator: Comparator,
  { before, after }: Pair<Arm>,
  site: Site,
): void {
  const tuples = { before: tupleOf(before), after: tupleOf(after) }
  if (tuples.before.length !== tuples.after.length) {
    const [from, to] = [
      printArms(comparator.documents.before, [{ ...before, ref: undefined }]),
      printArms(comparator.documents.after, [{ ...after, ref: undefined }]),
    ]
    comparator.add(site, {
      rule: 'type-changed',
      bump: 'major',
      predicate: `changed from \`${from}\` to \`${to}\``,
      before: before.pointer,
      after: after.pointer,
    })
    return
  }
  for (const [index, item] of tuples.before.entries()) {
    const other = tuples.after[index]
    const inner = { ...site, place: `${site.place}[${index}]` }
    if (other) comparator.compare({ before: item, after: other }, inner)
  }
  const items = { before: itemsOf(before), after: itemsOf(after) }
  comparator.compare(items, { ...site, place: `${site.place}[]` })
}

function tupleOf({ keywords, pointer }: Arm): Located<Schema>[] {
  const { prefixItems } = keywords
  if (!Array.isArray(prefixItems)) return []
  return prefixItems.map((value: Schema, index) => ({
    value,
    pointer: `${pointer}/prefixItems/${index}`,
  }))
}

function itemsOf({ keywords, pointer }: Arm): Located<Schema> {
  return { value: (keywords['items'] ?? {}) as Schema, pointer: `${pointer}/items` }
}
