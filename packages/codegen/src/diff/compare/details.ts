import { schemaNames } from '../../model/naming.ts'
import { valueAt } from '../../openapi/json-pointer.ts'
import type { Entry } from './entries.ts'
import { Scope } from './findings.ts'
import { componentName, type Pair } from './located.ts'
import type { Reach } from './reach.ts'
import type { ComparedContracts } from './schema/compare.ts'

const predicate = 'descriptions or other details changed'
const rule = 'details-changed'
const topic = 'details'

/** Reports what differs and has no notice yet: descriptions, examples and extensions. */
export function compareDetails(
  { documents, changed, findings }: ComparedContracts,
  pairs: readonly Pair<Entry>[],
  reach: Reach,
): void {
  for (const { before, after } of pairs) {
    const json = [before, after].map(({ operation, item }) =>
      JSON.stringify([operation.value, item.value.parameters]),
    )
    const documentation = [before, after].map(documentationOf)
    const isOnlyDetails = json[0] !== json[1] && !findings.hasEntry(before.id)
    if (!isOnlyDetails && documentation[0] === documentation[1]) continue
    const pointers = { before: before.operation.pointer, after: after.operation.pointer }
    const scope = new Scope({ id: before.id })
    findings.add(scope, { rule, bump: 'patch', place: '', predicate, topic, ...pointers })
  }
  const types = schemaNames(documents.after)
  for (const pointer of changed.own) {
    const name = componentName(pointer)
    const isInBoth = [documents.before, documents.after].every(
      (document) => valueAt(document, pointer) !== undefined,
    )
    if (name === undefined || !isInBoth || findings.hasComponent(name)) continue
    const ids = reach.entriesOf(pointer)
    const users = ids.length > 0 || !types.has(name) ? ids : [`type ${types.get(name)}`]
    const message = `descriptions or other details of \`${name}\` changed`
    const common = { topic, before: pointer, after: pointer } as const
    const scope = new Scope({ component: name, ids: users })
    findings.add(scope, { rule, bump: 'patch', place: '', predicate: message, ...common })
  }
}

// A user of one package may notice a description, and not the greater changes beside it.
function documentationOf({ operation }: Entry): string {
  const { summary, description, 'x-provenance': provenance } = operation.value
  return JSON.stringify([summary, description, provenance])
}
