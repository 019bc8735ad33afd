import type { ParsedContract } from '../contract.ts'
import { type RequestBody, resolve, schemaName } from '../document.ts'
import { type OperationModel, readOperations } from '../model.ts'
import { isLess } from './bump.ts'
import { type Payload, writeProbes } from './probes.ts'
import { compile } from './program.ts'
import { hashOf, type Reach, reaches } from './reach.ts'
import { type Notice, Walk } from './walk.ts'

/** What the caller of one function, type or client notices of a change of the contract. */
export interface Noticed extends Notice {
  /** Name of the function; `type User` for an exported type, `createClient` for the client. */
  id: string
}

/** Compares what two contracts generate, as a TypeScript caller of the old one. */
export async function compareFunctions(before: ParsedContract, after: ParsedContract): Promise<Noticed[]> {
  const [old, now] = [readOperations(before.document), readOperations(after.document)]
  const found = new Map(now.map((model) => [model.id, model]))
  const known = new Set(old.map(({ id }) => id))
  const changed = changedIds(reaches(before.document), reaches(after.document))
  const pairs = old.flatMap((model) => {
    const other = found.get(model.id)
    return other && changed.has(model.id) ? [{ before: model, after: other }] : []
  })
  const noticed: Noticed[] = []
  for (const { id } of old) if (!found.has(id)) noticed.push({ id, bump: 'major', text: 'is gone' })
  for (const { id } of now) if (!known.has(id)) noticed.push({ id, bump: 'minor', text: 'is new' })
  const [hooks, hooks2] = [webhooksOf(before), webhooksOf(after)]
  for (const id of hooks.keys()) if (!hooks2.has(id)) noticed.push({ id, bump: 'major', text: 'is gone' })
  for (const id of hooks2.keys()) if (!hooks.has(id)) noticed.push({ id, bump: 'minor', text: 'is new' })
  for (const pair of pairs) noticed.push(...mannerOf(pair.before, pair.after))

  const [types, types2] = [schemasOf(before), schemasOf(after)]
  for (const name of types) if (!types2.includes(name)) noticed.push({ id: `type ${name}`, bump: 'major', text: 'is gone' })
  for (const name of types2) if (!types.includes(name)) noticed.push({ id: `type ${name}`, bump: 'minor', text: 'is new' })
  const spoken = spokenOf(before)
  const alone = types.filter((name) => types2.includes(name) && !spoken.has(name) && differs(before, after, name))

  const payloads = [...hooks.values()].filter(({ id, mediaType }) => changed.has(id) && hooks2.get(id)?.mediaType === mediaType)
  const probes = writeProbes(
    pairs,
    payloads.filter(({ mediaType }) => mediaType !== ''),
    alone,
  )
  const compiled = await compile({ old: { ...before, models: old }, new: { ...after, models: now } }, probes)
  for (const { id, alias, place, direction } of probes.parts) {
    const walk = new Walk(compiled.checker, direction)
    walk.compare(...compiled.types(alias), place)
    noticed.push(...walk.notices.map((notice) => ({ id, ...notice })))
  }
  const majors = new Set(noticed.filter(({ bump }) => bump === 'major').map(({ id }) => id))
  for (const { id, line, does } of probes.probes) {
    const error = compiled.errors.get(line)
    if (error && !majors.has(id)) noticed.push({ id, bump: 'major', text: `${does} does not compile: ${error.trim()}` })
  }
  return unique(noticed)
}

// How a call is made, beside its types.
function mannerOf(before: OperationModel, after: OperationModel): Noticed[] {
  const { id } = before
  const [was, is] = [before.source, after.source]
  const noticed: Noticed[] = []
  const note = (bump: Notice['bump'], text: string) => noticed.push({ id, bump, text })
  const toggled = (name: keyof typeof was) => [
    was[name] !== undefined && was[name] !== false,
    is[name] !== undefined && is[name] !== false,
  ]
  const [paged, pages] = toggled('x-pagination')
  if (paged && !pages) note('major', 'can no longer be iterated')
  if (pages && !paged) note('minor', 'can be iterated')
  if (before.fields && !after.fields) note('major', '`input.fields` is no longer taken')
  if (after.fields && !before.fields) note('minor', '`input.fields` is new, and may be left out')
  const [repeated, repeats] = toggled('x-idempotent')
  if (repeated !== repeats)
    note('minor', repeats ? 'is sent again when no answer came' : 'is no longer sent again when no answer came')
  if (was['x-permission'] !== is['x-permission']) note('minor', `needs another permission: ${is['x-permission'] ?? 'none'}`)
  noticed.push(...statusesOf(before, after))
  if (is.deprecated && !was.deprecated) note('minor', 'is deprecated')
  return noticed
}

// A status that is declared has a type; what is not declared reads as unknown.
function statusesOf(before: OperationModel, after: OperationModel): Noticed[] {
  const exact = ({ responses }: OperationModel) => responses.map(({ status }) => status).filter((status) => /^\d+$/.test(status))
  const [was, is] = [exact(before), exact(after)]
  const isSuccess = (status: string) => status.startsWith('2')
  const gone = was.filter((status) => !is.includes(status))
  const come = is.filter((status) => !was.includes(status))
  return [
    ...gone.map((status) => ({
      bump: 'major' as const,
      text: isSuccess(status)
        ? `no longer succeeds with ${status}`
        : `no longer declares ${status}, so its error reads as unknown`,
    })),
    ...come.map((status) =>
      isSuccess(status)
        ? { bump: 'major' as const, text: `may succeed with ${status}, too` }
        : { bump: 'minor' as const, text: `declares ${status}, so its error has a type` },
    ),
  ].map((notice) => ({ id: before.id, ...notice }))
}

function changedIds(before: readonly Reach[], after: readonly Reach[]): Set<string> {
  const old = new Map(before.map(({ id, hash }) => [id, hash]))
  return new Set(after.filter(({ id, hash }) => old.get(id) !== hash).map(({ id }) => id))
}

function schemasOf({ document }: ParsedContract): string[] {
  return Object.keys(document.components?.schemas ?? {}).filter((name) => /^[A-Za-z_$][\w$]*$/.test(name))
}

function webhooksOf({ document }: ParsedContract): Map<string, Payload> {
  const hooks = reaches(document).filter(({ webhook, source }) => webhook && source.operationId !== undefined)
  const payloads = hooks.map(({ id, source, received }): [string, Payload] => {
    const body = source.requestBody && resolve<RequestBody>(document, source.requestBody)
    const [mediaType = ''] = Object.keys(body?.content ?? {})
    return [id, { id, mediaType, direction: received ? 'response' : 'request' }]
  })
  return new Map(payloads)
}

// Types that a function or a webhook speaks of are compared with it, in its direction.
function spokenOf({ document }: ParsedContract): Set<string> {
  return new Set(
    reaches(document).flatMap(({ components }) => [...components.keys()].flatMap(($ref) => schemaName({ $ref }) ?? [])),
  )
}

function differs(before: ParsedContract, after: ParsedContract, name: string): boolean {
  return hashOf(before.document.components?.schemas?.[name]) !== hashOf(after.document.components?.schemas?.[name])
}

// A member of `data` is one of `item`, too; the greatest word on a place is enough.
function unique(noticed: readonly Noticed[]): Noticed[] {
  const kept = new Map<string, Noticed>()
  for (const notice of noticed) {
    const key = `${notice.id} ${notice.text.replace(/^`(item|data\[\])/, '`data[]')}`
    const other = kept.get(key)
    if (!other || isLess(other.bump, notice.bump)) kept.set(key, notice)
  }
  return [...kept.values()]
}
