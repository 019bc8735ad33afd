import { payloadTypes } from '../../emit/client/payload-types.ts'
import type { ParsedContract } from '../../load/contract.ts'
import { schemaNames } from '../../model/naming.ts'
import type { OperationModel } from '../../model/operation.ts'
import { readOperations } from '../../model/read-operations.ts'
import { normalizeForFunctions } from '../../normalize/for-functions.ts'
import type { Document } from '../../openapi/document.ts'
import { isLess } from '../bump.ts'
import type { Change, OperationChange } from '../change.ts'
import { compareCallBehavior } from './call-behavior.ts'
import { type CompiledTests, compileTypeTests } from './program.ts'
import { compareStatuses } from './statuses.ts'
import { type OperationPair, type TypeTests, writeTypeTests } from './type-tests.ts'
import { TypeComparator } from './types.ts'
import { jsonHash, type OperationUsage, operationUsages, referencedComponents } from './usage.ts'
import { compareWebhooks } from './webhooks.ts'

/** Compares the generated code of two contracts from the view of a TypeScript caller. */
export async function compareOperations(
  before: ParsedContract,
  after: ParsedContract,
): Promise<OperationChange[]> {
  const contracts = {
    before: { ...before, operations: readOperations(before.document) },
    after: { ...after, operations: readOperations(after.document) },
  }
  const [documentBefore, documentAfter] = [before, after].map(({ document }) =>
    normalizeForFunctions(document),
  ) as [Document, Document]
  const types = { before: exportedTypes(documentBefore), after: exportedTypes(documentAfter) }
  const changed = changedIds(operationUsages(before.document), operationUsages(after.document))
  const pairs = operationPairs(contracts.before.operations, contracts.after.operations, changed)
  const webhooks = compareWebhooks(before, after, changed)

  // A type that an operation or webhook uses is compared there, in the direction of its values.
  const used = schemasOfOperations(documentBefore, readOperations(documentBefore))
  const unusedTypeIds = [...types.before]
    .filter(([id, { pointer, hash }]) => {
      const hashAfter = types.after.get(id)?.hash
      return hashAfter !== undefined && hashAfter !== hash && !used.has(pointer)
    })
    .map(([id]) => id)

  const tests = writeTypeTests(pairs, webhooks.payloads, unusedTypeIds)
  const compiled = await compileTypeTests(contracts, tests)
  const changes = [
    ...addedAndRemoved(
      contracts.before.operations.map(({ id }) => id),
      contracts.after.operations.map(({ id }) => id),
    ),
    ...webhooks.changes,
    ...addedAndRemoved([...types.before.keys()], [...types.after.keys()]),
    ...addedAndRemoved(
      payloadTypeIds(documentBefore, documentAfter),
      payloadTypeIds(documentAfter, documentBefore),
    ),
    ...pairs.flatMap(comparePair),
    ...compareTypePairs(tests, compiled),
  ]
  return withoutRepetitions([...changes, ...unexplainedErrors(tests, compiled, changes)])
}

function operationPairs(
  before: readonly OperationModel[],
  after: readonly OperationModel[],
  changed: ReadonlySet<string>,
): OperationPair[] {
  const operationsAfter = new Map(after.map((operation) => [operation.id, operation]))
  return before.flatMap((operation) => {
    const sameOperation = operationsAfter.get(operation.id)
    return sameOperation && changed.has(operation.id)
      ? [{ before: operation, after: sameOperation }]
      : []
  })
}

function comparePair({ before, after }: OperationPair): OperationChange[] {
  const changes: Change[] = [
    ...compareCallBehavior(before, after),
    ...compareStatuses(before, after).changes,
  ]
  return changes.map((change) => ({ id: before.id, ...change }))
}

function compareTypePairs(tests: TypeTests, compiled: CompiledTests): OperationChange[] {
  return tests.typePairs.flatMap(({ id, alias, place, direction }) => {
    const comparator = new TypeComparator(compiled.checker, direction)
    comparator.compare(compiled.types(alias), place)
    return comparator.changes.map((change) => ({ id, ...change }))
  })
}

// A caller that no longer compiles, where no reported change explains it.
function unexplainedErrors(
  tests: TypeTests,
  compiled: CompiledTests,
  changes: readonly OperationChange[],
): OperationChange[] {
  const broken = new Set(changes.filter(({ bump }) => bump === 'major').map(({ id }) => id))
  return tests.callerTests.flatMap(({ id, line, action }) => {
    const error = compiled.errors.get(line)
    if (error === undefined || broken.has(id)) return []
    const message = `${action} no longer compiles: ${error.trim()}`
    return [{ id, bump: 'major', message, scope: 'values' }]
  })
}

function addedAndRemoved(before: readonly string[], after: readonly string[]): OperationChange[] {
  const ids = { before: new Set(before), after: new Set(after) }
  const removed = before.filter((id) => !ids.after.has(id))
  const added = after.filter((id) => !ids.before.has(id))
  return [
    ...removed.map((id): OperationChange => {
      return { id, bump: 'major', message: 'was removed', scope: 'values' }
    }),
    ...added.map((id): OperationChange => {
      return { id, bump: 'minor', message: 'is new', scope: 'values' }
    }),
  ]
}

function changedIds(
  before: readonly OperationUsage[],
  after: readonly OperationUsage[],
): Set<string> {
  const hashesBefore = new Map(before.map(({ id, hash }) => [id, hash]))
  const changed = after.filter(({ id, hash }) => hashesBefore.get(id) !== hash)
  return new Set(changed.map(({ id }) => id))
}

// Exported types by id, such as `type User`.
function exportedTypes(document: Document): Map<string, { pointer: string; hash: string }> {
  const { schemas = {} } = document.components ?? {}
  return new Map(
    [...schemaNames(document)].map(([schema, type]) => [
      `type ${type}`,
      { pointer: `#/components/schemas/${schema}`, hash: jsonHash(schemas[schema]) },
    ]),
  )
}

// Exported types of the payloads that have no name in the contract, of the functions that the other
// contract has, too. Their properties are compared as those of the functions.
function payloadTypeIds(document: Document, other: Document): string[] {
  const otherIds = new Set(readOperations(other).map(({ id }) => id))
  const payloads = payloadTypes(document, readOperations(document))
  return [...payloads].flatMap(([id, { declared }]) =>
    otherIds.has(id) ? declared.map(({ name }) => `type ${name}`) : [],
  )
}

// Functions read one media type of each body only, so a schema of another media type is not among
// these.
function schemasOfOperations(
  document: Document,
  operations: readonly OperationModel[],
): Set<string> {
  const payloads = operationUsages(document).flatMap(({ isWebhook, operationObject }) =>
    isWebhook ? [operationObject.requestBody] : [],
  )
  const values = operations.map(({ parameters, body, responses }) => [
    parameters,
    body?.media.schema,
    responses.map(({ schema }) => schema),
  ])
  return referencedComponents(document, [payloads, values])
}

// `data[].id` and `item.id` are the same property. Of equal messages the one with the greatest bump
// stays.
function withoutRepetitions(changes: readonly OperationChange[]): OperationChange[] {
  const unique = new Map<string, OperationChange>()
  for (const change of changes) {
    const key = `${change.id} ${change.message.replace(/^`(item|data\[\])/, '`data[]')}`
    const duplicate = unique.get(key)
    if (!duplicate || isLess(duplicate.bump, change.bump)) unique.set(key, change)
  }
  return [...unique.values()]
}
