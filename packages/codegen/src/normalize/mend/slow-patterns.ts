import type { Diagnostic } from '../../openapi/diagnostic.ts'
import { isRecord } from '../../openapi/is-record.ts'
import { pointerTo } from '../../openapi/json-pointer.ts'
import { dataKeywords } from '../../openapi/keywords.ts'
import { regularExpression } from '../../openapi/pattern.ts'
import { analyzePattern, type Complexity } from './analyze-pattern.ts'

interface LocatedPattern {
  readonly pattern: string
  readonly pointer: string
}

const data = new Set<string>([...dataKeywords, 'default', 'example', 'examples'])

// Units of work that the analysis of one pattern, and of all patterns, may take: about two seconds
// and ten seconds.
const patternLimit = 1_000_000
const totalLimit = 4_000_000

// The analysis recurses into groups. About 110 levels overflow the stack, depending on how much of
// it is in use, so deeper patterns than this are not analyzed.
const maxDepth = 60

/**
 * Finds the patterns of a document that take more than linear time for some strings. One value can
 * block a program that checks values with them.
 */
export class SlowPatterns {
  // In most documents nothing is left out between the two searches.
  readonly #patterns = new WeakMap<object, readonly LocatedPattern[]>()
  readonly #complexities = new Map<string, Complexity>()
  #work = 0

  /** Returns the patterns that take more than linear time. */
  async find(document: object): Promise<Diagnostic[]> {
    const found = await this.#find(document, mayBeSlow)
    return found.flatMap(({ pattern, pointer, complexity }) =>
      complexity === 'polynomial' || complexity === 'exponential'
        ? [{ message: slow(pattern, complexity), pointer }]
        : [],
    )
  }

  /** Returns the patterns that a short string can block for years, or that may be such patterns. */
  async findExponential(document: object): Promise<Diagnostic[]> {
    const found = await this.#find(document, mayBeExponential)
    return found
      .filter(({ complexity }) => complexity === 'exponential' || complexity === 'unknown')
      .map(({ pattern, pointer, complexity }) => ({
        pointer,
        message:
          complexity === 'unknown'
            ? `the pattern ${pattern} takes too long to analyze`
            : slow(pattern, 'exponential'),
      }))
  }

  async #find(document: object, isSuspect: (pattern: string) => boolean) {
    const patterns = this.#patterns.get(document) ?? patternsOf(document)
    this.#patterns.set(document, patterns)
    const suspects = patterns.filter(({ pattern }) => isSuspect(pattern))
    for (const { pattern } of suspects) {
      if (this.#complexities.has(pattern)) continue
      this.#complexities.set(pattern, await this.#complexityOf(pattern))
    }
    return suspects.map((one) => ({ ...one, complexity: this.#complexities.get(one.pattern) }))
  }

  async #complexityOf(pattern: string): Promise<Complexity> {
    const expression = regularExpression(pattern)
    if (!expression) return 'linear'
    if (depthOf(pattern) > maxDepth) return 'unknown'
    const limit = Math.min(patternLimit, totalLimit - this.#work)
    if (limit <= 0) return 'unknown'
    const { complexity, work } = await analyzePattern(expression, limit)
    this.#work += work
    return complexity
  }
}

function slow(pattern: string, degree: string): string {
  return `the pattern ${pattern} takes ${degree} time for some strings; rewrite it so that each string can match in one way only`
}

function patternsOf(document: object): readonly LocatedPattern[] {
  const found: LocatedPattern[] = []
  const path: string[] = []
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return
    for (const [key, value] of Object.entries(node)) {
      if (data.has(key)) continue
      path.push(key)
      if (key === 'pattern' && typeof value === 'string') {
        found.push({ pattern: value, pointer: pointerTo(...path) })
      }
      if (key === 'patternProperties' && isRecord(value)) {
        for (const name of Object.keys(value)) {
          found.push({ pattern: name, pointer: pointerTo(...path, name) })
        }
      }
      visit(value)
      path.pop()
    }
  }
  visit(document)
  return found
}

const withoutClasses = (pattern: string) =>
  pattern.replaceAll(/\\./g, '.').replaceAll(/\[[^\]]*\]/g, '.')

function depthOf(pattern: string): number {
  let depth = 0
  let deepest = 0
  for (const character of withoutClasses(pattern)) {
    if (character === '(') depth += 1
    if (character === ')') depth -= 1
    deepest = Math.max(deepest, depth)
  }
  return deepest
}

// From the start of a pattern to its first repetition: a class, and a required character behind it,
// as in `^v\d+\.`.
const firstRepetition =
  /^\^(?:\\.|\[(?:[^\]\\]|\\.)*\]|[^\\[*+{(|])*?(\\[dws]|\[(?:[^\]\\]|\\.)*\])[*+](?:\\([!-/:-@[-`{-~])|([\w\-!"#%&',/:;<=>@~]))(?![?*{])/

// A repetition ends in one place only, if its class does not match the character behind it. Then
// the pattern takes as long as what is left of it.
function withoutEndedRepetitions(pattern: string): string {
  if (/[(|]/.test(withoutClasses(pattern))) return pattern
  const [start = '', repeated = '', escaped, end = escaped] = firstRepetition.exec(pattern) ?? []
  const isEnded = end !== undefined && regularExpression(`^${repeated}$`)?.test(end) === false
  return isEnded ? withoutEndedRepetitions(`^${pattern.slice(start.length)}`) : pattern
}

// A pattern from the start of the string with at most one repetition takes linear time.
function mayBeSlow(pattern: string): boolean {
  const repetitions = withoutClasses(withoutEndedRepetitions(pattern)).match(/[*+]|\{\d+,/g)
  return (repetitions?.length ?? 0) > (pattern.startsWith('^') ? 1 : 0)
}

// A group of a fixed length without alternatives, as for base64: `(?:[\w+/]{4})*`.
const fixedGroup = /\((?:\?:)?[^()*+?|{}]*(?:\{\d+\}[^()*+?|{}]*)*\)(?=[*+{])/g

// Only a group that is repeated can match a string in exponentially many ways, and only if it can
// match the same part in several.
function mayBeExponential(pattern: string): boolean {
  const hasBackreference = /\\[1-9k]/.test(pattern)
  const plain = withoutClasses(pattern)
  return /\)[*+{]/.test(hasBackreference ? plain : plain.replaceAll(fixedGroup, '.'))
}
