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

const head = `import type * as Before from './before/index.ts'
import type * as After from './after/index.ts'
type Literal<T> = T extends Blob | readonly unknown[] ? T : T extends object ? { [K in keyof T]: Literal<T[K]> } : T
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
  // Some intersections are not even assignable to themselves, which says nothing about a change.
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
    const names = [before.names.get(keyOf(pair.before)), after.names.get(keyOf(pair.after))]
    const [nameBefore, nameAfter] = names
    return nameBefore && nameAfter ? callersOf(pair, nameBefore, nameAfter) : []
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

function callersOf(pair: Pair<Entry>, before: string, after: string): Caller[] {
  // An interface does not fit into a type with an index signature, although what callers write does.
  const inputs = [`Before.${before}Input`, `Literal<Before.${before}Input>`]
  const result = `(result: After.${after}Result): Before.${before}Result => result`
  return [
    {
      pair,
      action: 'the call',
      codes: inputs.map(
        (input, index) =>
          `export const call${before}${index} = (input: ${input}): After.${after}Input => input`,
      ),
    },
    ...(isRead(pair)
      ? [{ pair, action: 'reading the result', codes: [`export const read${before} = ${result}`] }]
      : []),
  ]
}

// A caller does not read a payload that is always undefined.
function isRead({ before }: Pair<Entry>): boolean {
  return before.model !== undefined && successResponses(before.model).every(({ schema }) => schema)
}

/** A contract to generate code from, and the type prefixes of its operations. */
interface PrunedContract extends Generated {
  names: ReadonlyMap<string, string>
}

function generatedFrom(document: Document, entries: readonly Entry[]): PrunedContract {
  const pruned = normalizeForFunctions(hoistSchemas(pruneDocument(document, entries)))
  const operations = readOperations(pruned, [])
  const names = operations.map(({ id, method, path }) => [`${method} ${path}`, pascal(id)] as const)
  return { document: pruned, operations, names: new Map(names) }
}

function keyOf({ method, name }: Entry): string {
  return `${method.toUpperCase()} ${name}`
}
