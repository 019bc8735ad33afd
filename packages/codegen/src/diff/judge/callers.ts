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
  code: string
}

// Callers write literals. Unlike an interface, a literal fits into a type with an index signature.
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
  if (typed.length === 0) return []
  const before = generatedFrom(
    documents.before,
    typed.map((pair) => pair.before),
  )
  const after = generatedFrom(
    documents.after,
    typed.map((pair) => pair.after),
  )
  const callers = typed.flatMap((pair) => {
    const names = [before.names.get(keyOf(pair.before)), after.names.get(keyOf(pair.after))]
    const [nameBefore, nameAfter] = names
    return nameBefore && nameAfter ? callersOf(pair, nameBefore, nameAfter) : []
  })
  const source = `${head}${callers.map(({ code }) => code).join('\n')}\n`
  const errors = compileErrors({ before, after }, source, head.split('\n').length - 1)
  return callers.flatMap(({ pair, action }, index) => {
    const error = errors.get(index)
    if (error === undefined) return []
    const { id, operation } = pair.before
    return {
      scope: new Scope({ id }),
      finding: {
        rule: 'call-incompatible',
        bump: 'major',
        place: '',
        predicate: `${action} no longer compiles: ${error.trim().replace(/\.$/, '')}`,
        before: operation.pointer,
        after: pair.after.operation.pointer,
      },
    } as const
  })
}

function callersOf(pair: Pair<Entry>, before: string, after: string): Caller[] {
  const input = `(input: Literal<Before.${before}Input>): After.${after}Input => input`
  const result = `(result: After.${after}Result): Before.${before}Result => result`
  return [
    { pair, action: 'the call', code: `export const call${before} = ${input}` },
    { pair, action: 'reading the result', code: `export const read${before} = ${result}` },
  ]
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
