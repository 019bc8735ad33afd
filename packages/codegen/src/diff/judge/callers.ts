import { successResponses } from '../../model/operation.ts'
import { readOperations } from '../../model/read-operations.ts'
import { normalizeForFunctions } from '../../normalize/for-functions.ts'
import { hoistSchemas } from '../../normalize/hoist-schemas.ts'
import type { Document } from '../../openapi/document.ts'
import { pascal } from '../../openapi/identifiers.ts'
import type { Entry } from '../compare/entries.ts'
import { type Finding, Scope } from '../compare/findings.ts'
import type { Pair } from '../compare/located.ts'
import { compileErrors, type Generated } from './program.ts'
import { pruneDocument } from './prune.ts'

/** A caller that no longer compiles. */
export interface BrokenCaller {
  scope: Scope
  finding: Finding
}

interface Caller {
  pair: Pair<Entry>
  action: string
  /** Ways to write the caller, in one line each. It breaks if none of them compiles. */
  codes: readonly string[]
}

const head = `import type { AnyResult, PagedCall } from '@returning-kit/runtime'
import type * as Before from './before/index.ts'
import type * as After from './after/index.ts'
type Literal<T> = T extends Blob | readonly unknown[] ? T : T extends object ? { [K in keyof T]: Literal<T[K]> } : T
type EachStatus<R> = R extends { status: infer S } ? (S extends unknown ? Omit<R, 'status'> & { status: S } : never) : R
type Item<F extends (...args: never) => unknown> = ReturnType<F> extends PagedCall<AnyResult, unknown, infer I> ? I : never
`

/**
 * Compiles what callers of these operations pass and read against the types after the change. The
 * comparison of schemas finds what breaks them; the compiler finds what that comparison misses.
 */
export function compileCallers(
  documents: Pair<Document>,
  pairs: readonly Pair<Entry>[],
): BrokenCaller[] {
  const typed = pairs.filter(({ before, after }) => before.model && after.model)
  const broken = brokenCallers(documents, typed)
  if (broken.length === 0) return []
  // Some intersections are not even assignable to themselves, which is no sign of a change.
  const suspects = new Set(broken.map(({ pair }) => pair))
  const unchanged = { before: documents.before, after: documents.before }
  const same = [...suspects].map(({ before }) => ({ before, after: before }))
  const unreliable = new Set(
    brokenCallers(unchanged, same).map(({ pair, action }) => `${pair.before.id} ${action}`),
  )
  return broken
    .filter(({ pair, action }) => !unreliable.has(`${pair.before.id} ${action}`))
    .map(({ pair: { before, after }, action, error }) => ({
      scope: new Scope({ id: before.id }),
      finding: {
        rule: 'call-incompatible',
        bump: 'major',
        place: '',
        predicate: `${action} no longer compiles: ${error.trim().replace(/\.$/, '')}`,
        before: before.operation.pointer,
        after: after.operation.pointer,
      },
    }))
}

function brokenCallers(
  documents: Pair<Document>,
  pairs: readonly Pair<Entry>[],
): (Caller & { error: string })[] {
  if (pairs.length === 0) return []
  const before = generatedFrom(
    documents.before,
    pairs.map((pair) => pair.before),
  )
  const after = generatedFrom(
    documents.after,
    pairs.map((pair) => pair.after),
  )
  const callers = pairs.flatMap((pair) => {
    const idBefore = before.ids.get(keyOf(pair.before))
    const idAfter = after.ids.get(keyOf(pair.after))
    return idBefore && idAfter ? callersOf(pair, idBefore, idAfter) : []
  })
  const source = `${head}${callers.flatMap(({ codes }) => codes).join('\n')}\n`
  const errors = compileErrors({ before, after }, source, head.split('\n').length - 1)
  let line = 0
  return callers.flatMap((caller) => {
    const results = caller.codes.map((_, index) => errors.get(line + index))
    line += caller.codes.length
    const [error] = results
    return error === undefined || results.includes(undefined) ? [] : [{ ...caller, error }]
  })
}

function callersOf(pair: Pair<Entry>, idBefore: string, idAfter: string): Caller[] {
  const [before, after] = [pascal(idBefore), pascal(idAfter)]
  const line = (name: string, parameter: string, result: string) =>
    `export const ${name}${before} = (value: ${parameter}): ${result} => value`
  // An interface does not fit into a type with an index signature, although what callers write
  // does.
  const inputs = [`Before.${before}Input`, `Literal<Before.${before}Input>`]
  const calls = inputs.map((input, index) => line(`call${index}`, input, `After.${after}Input`))
  const callers: Caller[] = [{ pair, action: 'the call', codes: calls }]
  if (isRead(pair)) {
    // The compiler gives up on a union of many statuses, such as those of `4XX`.
    const results = [`After.${after}Result`, `EachStatus<After.${after}Result>`]
    const reads = results.map((result, index) =>
      line(`read${index}`, result, `Before.${before}Result`),
    )
    callers.push({ pair, action: 'reading the result', codes: reads })
  }
  if (isPaged(pair.before) && isPaged(pair.after)) {
    const code = line('item', `Item<typeof After.${idAfter}>`, `Item<typeof Before.${idBefore}>`)
    callers.push({ pair, action: 'reading an item', codes: [code] })
  }
  return callers
}

function isPaged({ operation }: Entry): boolean {
  return operation.value['x-pagination'] !== undefined
}

// A caller does not read a payload that is always undefined.
function isRead({ before }: Pair<Entry>): boolean {
  return before.model !== undefined && successResponses(before.model).every(({ schema }) => schema)
}

/** A contract to generate code from, and the ids of its functions by method and path. */
interface PrunedContract extends Generated {
  ids: ReadonlyMap<string, string>
}

function generatedFrom(document: Document, entries: readonly Entry[]): PrunedContract {
  const pruned = normalizeForFunctions(hoistSchemas(pruneDocument(document, entries)))
  const operations = readOperations(pruned, [])
  const ids = operations.map(({ id, method, path }) => [`${method} ${path}`, id] as const)
  return { document: pruned, operations, ids: new Map(ids) }
}

function keyOf({ method, name }: Entry): string {
  return `${method.toUpperCase()} ${name}`
}
