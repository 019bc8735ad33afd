import type { Diagnostic } from '../openapi/diagnostic.ts'
import { escapePointer } from '../openapi/json-pointer.ts'
import { dataKeywords } from '../openapi/keywords.ts'

interface LocatedPattern {
  readonly pattern: string
  readonly pointer: string
}

const data = new Set<string>([...dataKeywords, 'default', 'example', 'examples'])

/** Milliseconds that the analysis of one pattern may take. */
const timeout = 2000

// With a random seed, the analysis of one pattern could end differently in two runs.
const randomSeed = 1

/**
 * Returns the patterns of a document that take more than linear time for some strings. A server
 * that validates with them can be blocked by one request.
 */
export async function findSlowPatterns(document: object): Promise<Diagnostic[]> {
  const suspects = [...patternsOf(document, '#')].filter(({ pattern }) => mayBeSlow(pattern))
  if (suspects.length === 0) return []
  // The analysis takes long to load, and most documents need none.
  process.env['RECHECK_SYNC_BACKEND'] ??= 'pure'
  const { checkSync } = await import('./recheck.ts')
  const degrees = new Map<string, string | undefined>()
  return suspects.flatMap(({ pattern, pointer }) => {
    if (!degrees.has(pattern)) {
      const result = checkSync(pattern, 'u', { timeout, randomSeed })
      degrees.set(pattern, result.status === 'vulnerable' ? result.complexity.type : undefined)
    }
    const degree = degrees.get(pattern)
    if (degree === undefined) return []
    const message = `the pattern ${pattern} takes ${degree} time for some strings; rewrite it so that each string can match in one way only`
    return [{ message, pointer }]
  })
}

function* patternsOf(node: unknown, pointer: string): Generator<LocatedPattern> {
  if (typeof node !== 'object' || node === null) return
  for (const [key, value] of Object.entries(node)) {
    if (data.has(key)) continue
    const path = `${pointer}/${escapePointer(key)}`
    if (key === 'pattern' && typeof value === 'string') yield { pattern: value, pointer: path }
    if (key === 'patternProperties' && typeof value === 'object' && value !== null) {
      for (const name of Object.keys(value)) {
        yield { pattern: name, pointer: `${path}/${escapePointer(name)}` }
      }
    }
    yield* patternsOf(value, path)
  }
}

// A pattern from the start of the string with at most one repetition takes linear time.
function mayBeSlow(pattern: string): boolean {
  const repetitions = pattern
    .replaceAll(/\\./g, '.')
    .replaceAll(/\[[^\]]*\]/g, '.')
    .match(/[*+]|\{\d+,/g)
  return (repetitions?.length ?? 0) > (pattern.startsWith('^') ? 1 : 0)
}
