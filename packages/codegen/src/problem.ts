import { getLineColLocation, type NormalizedProblem, ResolveError, YamlParseError } from '@redocly/openapi-core'

/** Something wrong with a document, and where. */
export interface Problem {
  readonly message: string
  /** Absolute path; line and column count from 1. */
  readonly file: string
  readonly line: number
  readonly column: number
}

/** A document that cannot be used as it is. Its message has one line for each problem: file, line, column, sentence. */
export class ContractError extends Error {
  override readonly name = 'ContractError'
  readonly problems: readonly Problem[]

  constructor(problems: readonly Problem[]) {
    super(problems.map((problem) => problemText(problem)).join('\n'))
    this.problems = problems
  }
}

/** A problem on one line, as editors and terminals make a link of it. */
export function problemText({ file, line, column, message }: Problem, short: (file: string) => string = (path) => path): string {
  return `${short(file)}:${line}:${column} ${message}`
}

const sentence = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`)

/** What the linter or the bundler found, as a problem. */
export function asProblem({ message, location: [at], ruleId }: NormalizedProblem, fallback: string): Problem {
  const { line, col } = at ? getLineColLocation(at).start : { line: 1, col: 1 }
  return { file: at?.source.absoluteRef ?? fallback, line, column: col, message: `${sentence(message)} (${ruleId})` }
}

/** What a reader threw, as a problem; undefined for an error that is not the document's. */
export function thrownProblem(error: unknown, file: string): Problem | undefined {
  if (error instanceof YamlParseError) {
    const what = error.message.replace(/ in ".*$/, '')
    const at = { file: error.source.absoluteRef, line: error.line || 1, column: error.col || 1 }
    return { ...at, message: `This is not YAML or JSON: ${sentence(what)}` }
  }
  const start = { file, line: 1, column: 1 }
  if (error instanceof ResolveError) return { ...start, message: `The file cannot be read: ${sentence(error.message)}` }
  if (!(error instanceof Error)) return undefined
  if (/must be JSON object|Unsupported specification/.test(error.message)) {
    return { ...start, message: 'This is no OpenAPI document; it should say `openapi: 3.1.0` or `openapi: 3.0.4`.' }
  }
  return undefined
}
