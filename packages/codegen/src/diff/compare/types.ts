import { schemaNames } from '../../model/naming.ts'
import { normalizeForFunctions } from '../../normalize/for-functions.ts'
import { hoistSchemas } from '../../normalize/hoist-schemas.ts'
import type { Document, Schema } from '../../openapi/document.ts'
import { pointerTo, valueAt } from '../../openapi/json-pointer.ts'
import { Scope } from './findings.ts'
import type { Reach } from './reach.ts'
import type { ComparedContracts, SchemaComparator } from './schema/compare.ts'

/** Compares the exported types: those that are new or removed, and those that no function uses. */
export function compareTypes(
  contracts: ComparedContracts,
  comparator: SchemaComparator,
  reach: Reach,
): void {
  const { documents, changed, findings } = contracts
  const types = { before: typesOf(documents.before), after: typesOf(documents.after) }
  const added = new Map([...types.after].filter(([id]) => !types.before.has(id)))
  for (const [id, before] of types.before) {
    const scope = new Scope({ id })
    const after = types.after.get(id)
    const renamed =
      after === undefined
        ? findEqual(documents.after, added, valueAt(documents.before, before))
        : undefined
    if (renamed !== undefined) {
      const predicate = `was renamed to \`${renamed.replace('type ', '')}\``
      const pointers = { before, after: added.get(renamed) }
      findings.add(scope, {
        rule: 'type-renamed',
        bump: 'major',
        place: '',
        predicate,
        ...pointers,
      })
      added.delete(renamed)
    } else if (after === undefined) {
      const predicate = 'was removed'
      findings.add(scope, { rule: 'type-removed', bump: 'major', place: '', predicate, before })
    } else if (changed.has(after) && reach.entriesOf(after).length === 0) {
      const schemas = {
        before: { pointer: before, value: valueAt(documents.before, before) as Schema },
        after: { pointer: after, value: valueAt(documents.after, after) as Schema },
      }
      comparator.compareComponent(schemas, scope)
    }
  }
  for (const [id, after] of added) {
    const predicate = 'is new'
    findings.add(new Scope({ id }), {
      rule: 'type-added',
      bump: 'minor',
      place: '',
      predicate,
      after,
    })
  }
}

// Pointers of the schemas that have an exported type, by id, such as `type User`. Normalizing adds
// schemas, such as those of requests alone.
function typesOf(document: Document): Map<string, string> {
  const names = schemaNames(normalizeForFunctions(hoistSchemas(document)))
  return new Map(
    [...names].map(([schema, type]) => [
      `type ${type}`,
      pointerTo('components', 'schemas', schema),
    ]),
  )
}

function findEqual(
  document: Document,
  types: ReadonlyMap<string, string>,
  schema: unknown,
): string | undefined {
  if (schema === undefined) return undefined
  const json = JSON.stringify(schema)
  const equal = [...types].find(
    ([, pointer]) => JSON.stringify(valueAt(document, pointer)) === json,
  )
  return equal?.[0]
}
