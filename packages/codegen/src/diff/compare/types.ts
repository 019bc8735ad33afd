import { payloadTypes } from '../../emit/client/payload-types.ts'
import { schemaNames } from '../../model/naming.ts'
import type { OperationModel } from '../../model/operation.ts'
import { readOperations } from '../../model/read-operations.ts'
import { normalizeForFunctions } from '../../normalize/for-functions.ts'
import { hoistSchemas } from '../../normalize/hoist-schemas.ts'
import { type Document, type Schema, schemaPointer } from '../../openapi/document.ts'
import { valueAt } from '../../openapi/json-pointer.ts'
import { Scope } from './findings.ts'
import type { Pair } from './located.ts'
import type { Reach } from './reach.ts'
import type { ComparedContracts, SchemaComparator } from './schema/compare.ts'

/** Compares the exported types: those that are new or removed, and those that no function uses. */
export function compareTypes(
  contracts: ComparedContracts,
  comparator: SchemaComparator,
  reach: Reach,
): void {
  const { documents, changed } = contracts
  const exported = { before: exportedBy(documents.before), after: exportedBy(documents.after) }
  const types = {
    before: exportedTypes(exported.before, exported.after),
    after: exportedTypes(exported.after, exported.before),
  }
  reportNames(contracts, types)
  for (const [id, pointer] of types.before) {
    const schema = valueAt(documents.before, pointer) as Schema | undefined
    const other = types.after.has(id) ? valueAt(documents.after, pointer) : undefined
    const isUsed = () => reach.entriesOf(pointer).length > 0
    if (!schema || !other || !changed.has(pointer) || isUsed()) continue
    const schemas = {
      before: { pointer, value: schema },
      after: { pointer, value: other as Schema },
    }
    comparator.compareComponent(schemas, new Scope({ id }))
  }
}

// Payloads have no pointer of their own.
const payloadPointer = '#/paths'

// The pointers of types by id, such as `type User`.
type Types = ReadonlyMap<string, string>

function reportNames({ documents, findings }: ComparedContracts, types: Pair<Types>): void {
  const added = new Map([...types.after].filter(([id]) => !types.before.has(id)))
  const addedNames = namesBySchema(documents.after, added)
  for (const [id, before] of types.before) {
    if (types.after.has(id)) continue
    const scope = new Scope({ id })
    const isPayload = before === payloadPointer
    // The name of a payload's type depends on how its schema is written. What the payload accepts
    // is compared with the function.
    const bump = isPayload ? 'minor' : 'major'
    const common = { bump, place: '', before } as const
    const json = schemaJson(documents.before, before)
    const renamed = json === undefined ? undefined : addedNames.get(json)?.shift()
    if (renamed === undefined) {
      findings.add(scope, { ...common, rule: 'type-removed', predicate: 'was removed' })
      continue
    }
    const predicate = `was renamed to \`${renamed.replace('type ', '')}\``
    findings.add(scope, { ...common, rule: 'type-renamed', predicate, after: added.get(renamed) })
    added.delete(renamed)
  }
  for (const [id, after] of added) {
    const common = { bump: 'minor', place: '', after } as const
    findings.add(new Scope({ id }), { ...common, rule: 'type-added', predicate: 'is new' })
  }
}

/** What the generated files export types for. */
interface Exported {
  document: Document
  operations: readonly OperationModel[]
}

// Normalizing adds schemas, such as those of requests alone.
function exportedBy(document: Document): Exported {
  const normalized = normalizeForFunctions(hoistSchemas(document))
  return { document: normalized, operations: readOperations(normalized, []) }
}

// A function exports types of the payloads that have no name in the contract. They are reported for
// the functions that both contracts have.
function exportedTypes({ document, operations }: Exported, other: Exported): Types {
  const shared = new Set(other.operations.map(({ id }) => id))
  const schemas = [...schemaNames(document)].map(
    ([schema, type]) => [`type ${type}`, schemaPointer(schema)] as const,
  )
  const payloads = [...payloadTypes(document, operations)].flatMap(([id, { declared }]) =>
    shared.has(id) ? declared.map(({ name }) => [`type ${name}`, payloadPointer] as const) : [],
  )
  return new Map([...schemas, ...payloads])
}

function namesBySchema(document: Document, types: Types): Map<string, string[]> {
  const names = new Map<string, string[]>()
  for (const [id, pointer] of types) {
    const json = schemaJson(document, pointer)
    if (json !== undefined) names.set(json, [...(names.get(json) ?? []), id])
  }
  return names
}

// Neither a payload nor a schema that normalizing adds has a schema in the contract.
function schemaJson(document: Document, pointer: string): string | undefined {
  return pointer === payloadPointer ? undefined : JSON.stringify(valueAt(document, pointer))
}
