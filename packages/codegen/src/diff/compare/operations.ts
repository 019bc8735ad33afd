import type { ParsedContract } from '../../load/contract.ts'
import { schemaNames } from '../../model/naming.ts'
import type { OperationModel } from '../../model/operation.ts'
import { readOperations } from '../../model/read-operations.ts'
import type { Document } from '../../openapi/document.ts'
import { isLess } from '../bump.ts'
import { compareCallBehavior } from './call-behavior.ts'
import { compile } from './program.ts'
import { compareStatuses } from './statuses.ts'
import { writeCallerTests } from './type-tests.ts'
import { type Change, TypeComparator } from './types.ts'
import { hashOf, type OperationUsage, operationUsages, standsOn } from './usage.ts'
import { compareWebhooks } from './webhooks.ts'

/** What the caller of one function, type or client notices of a change of the contract. */
export interface OperationChange extends Change {
  /** Name of the function; `webhook userJoined`; `type User` for an exported type, `createClient` for the client. */
  id: string
}

/** Compares what two contracts generate, as a TypeScript caller of the old one. */
export async function compareFunctions(
  before: ParsedContract,
  after: ParsedContract,
): Promise<OperationChange[]> {
  const [old, now] = [readOperations(before.document), readOperations(after.document)]
  const found = new Map(now.map((model) => [model.id, model]))
  const changed = changedIds(operationUsages(before.document), operationUsages(after.document))
  const pairs = old.flatMap((model) => {
    const other = found.get(model.id)
    return other && changed.has(model.id) ? [{ before: model, after: other }] : []
  })
  const webhooks = compareWebhooks(before, after, changed)
  const types = [typesOf(before.document), typesOf(after.document)] as const
  const noticed = [
    ...comeAndGone(
      old.map(({ id }) => id),
      now.map(({ id }) => id),
    ),
    ...webhooks.noticed,
    ...comeAndGone([...types[0].keys()], [...types[1].keys()]),
  ]
  for (const pair of pairs) {
    const { id } = pair.before
    const notices = [
      ...compareCallBehavior(pair.before, pair.after),
      ...compareStatuses(pair.before, pair.after).notices,
    ]
    noticed.push(...notices.map((notice) => ({ id, ...notice })))
  }

  // Types that a function or a webhook speaks of are compared with it, in its direction.
  const spoken = spokenOf(before.document, old)
  const alone = [...types[0]].filter(([id, { pointer, hash }]) => {
    const other = types[1].get(id)
    return other && other.hash !== hash && !spoken.has(pointer)
  })
  const probes = writeCallerTests(
    pairs,
    webhooks.payloads,
    alone.map(([id]) => id),
  )
  const compiled = await compile(
    { old: { ...before, models: old }, new: { ...after, models: now } },
    probes,
  )
  for (const { id, alias, place, direction } of probes.parts) {
    const walk = new TypeComparator(compiled.checker, direction)
    walk.compare(...compiled.types(alias), place)
    noticed.push(...walk.notices.map((notice) => ({ id, ...notice })))
  }
  const majors = new Set(noticed.filter(({ bump }) => bump === 'major').map(({ id }) => id))
  for (const { id, line, does } of probes.probes) {
    const error = compiled.errors.get(line)
    if (!error || majors.has(id)) continue
    noticed.push({
      id,
      bump: 'major',
      text: `${does} does not compile: ${error.trim()}`,
      about: 'values',
    })
  }
  return unique(noticed)
}

function comeAndGone(old: readonly string[], now: readonly string[]): OperationChange[] {
  const [before, after] = [new Set(old), new Set(now)]
  return [
    ...old.flatMap((id) =>
      after.has(id)
        ? []
        : { id, bump: 'major' as const, text: 'is gone', about: 'values' as const },
    ),
    ...now.flatMap((id) =>
      before.has(id)
        ? []
        : { id, bump: 'minor' as const, text: 'is new', about: 'values' as const },
    ),
  ]
}

function changedIds(
  before: readonly OperationUsage[],
  after: readonly OperationUsage[],
): Set<string> {
  const old = new Map(before.map(({ id, hash }) => [id, hash]))
  return new Set(after.filter(({ id, hash }) => old.get(id) !== hash).map(({ id }) => id))
}

// The exported types, by `type User`.
function typesOf(document: Document): Map<string, { pointer: string; hash: string }> {
  const { schemas = {} } = document.components ?? {}
  const types = [...schemaNames(document)].map(([name, alias]) => {
    const pointer = `#/components/schemas/${name}`
    return [`type ${alias}`, { pointer, hash: hashOf(schemas[name]) }] as const
  })
  return new Map(types)
}

// What no function reads or writes, such as the schema of another media type, has no other place where it is compared.
function spokenOf(document: Document, models: readonly OperationModel[]): Set<string> {
  const webhooks = operationUsages(document).flatMap(({ webhook, source }) =>
    webhook ? [source.requestBody] : [],
  )
  const functions = models.map(({ parameters, body, responses }) => [
    parameters,
    body?.media.schema,
    responses.map(({ schema }) => schema),
  ])
  return standsOn(document, [webhooks, functions])
}

// A member of `data` is one of `item`, too; the greatest word on a place is enough.
function unique(noticed: readonly OperationChange[]): OperationChange[] {
  const kept = new Map<string, OperationChange>()
  for (const notice of noticed) {
    const key = `${notice.id} ${notice.text.replace(/^`(item|data\[\])/, '`data[]')}`
    const other = kept.get(key)
    if (!other || isLess(other.bump, notice.bump)) kept.set(key, notice)
  }
  return [...kept.values()]
}
