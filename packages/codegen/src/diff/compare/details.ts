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
  compareComponentDetails({ documents, changed, findings }, reach)
}

// Descriptions of many components are one notice.
function compareComponentDetails(
  { documents, changed, findings }: ComparedContracts,
  reach: Reach,
): void {
  const types = schemaNames(documents.after)
  const ids = new Set<string>()
  const pointers = [...changed.own].filter((pointer) => {
    const name = componentName(pointer)
    const isInBoth = [documents.before, documents.after].every(
      (document) => valueAt(document, pointer) !== undefined,
    )
    return name !== undefined && isInBoth && !findings.hasComponent(name)
  })
  for (const pointer of pointers) {
    const name = componentName(pointer) ?? ''
    const entries = reach.entriesOf(pointer)
    if (entries.length === 0 && types.has(name)) ids.add(`type ${types.get(name)}`)
    for (const id of entries) ids.add(id)
  }
  const [pointer] = pointers
  if (pointer === undefined) return
  const common = { topic, before: pointer, after: pointer } as const
  const scope = new Scope({ component: '', ids: [...ids] })
  const message = `descriptions or other details of ${listNames(pointers)} changed`
  findings.add(scope, { rule, bump: 'patch', place: '', predicate: message, ...common })
}

function listNames(pointers: readonly string[]): string {
  const names = pointers.map((pointer) => `\`${componentName(pointer)}\``)
  if (names.length <= 5) return names.join(', ')
  return `${names.slice(0, 3).join(', ')} and ${names.length - 3} more components`
}

// A user of one package may notice a description, and not the greater changes beside it.
function documentationOf({ operation }: Entry): string {
  const { summary, description, 'x-provenance': provenance } = operation.value
  return JSON.stringify([summary, description, provenance])
}
