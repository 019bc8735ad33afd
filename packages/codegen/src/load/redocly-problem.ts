import {
  getLineColLocation,
  type NormalizedProblem,
  ResolveError,
  YamlParseError,
} from '@redocly/openapi-core'
import type { Problem } from './problem.ts'

const sentence = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`)

/** What the linter or the bundler found, as a problem. */
export function problemFromLint(
  { message, location: [at], ruleId }: NormalizedProblem,
  fallback: string,
): Problem {
  const { line, col } = at ? getLineColLocation(at).start : { line: 1, col: 1 }
  return {
    file: at?.source.absoluteRef ?? fallback,
    line,
    column: col,
    message: `${sentence(message)} (${ruleId})`,
  }
}

/** What a reader threw, as a problem; undefined for an error that is not the document's. */
export function problemFromError(error: unknown, file: string): Problem | undefined {
  if (error instanceof YamlParseError) {
    const what = error.message.replace(/ in ".*$/, '')
    const at = { file: error.source.absoluteRef, line: error.line || 1, column: error.col || 1 }
    return { ...at, message: `This is not YAML or JSON: ${sentence(what)}` }
  }
  const start = { file, line: 1, column: 1 }
  if (error instanceof ResolveError)
    return { ...start, message: `The file cannot be read: ${sentence(error.message)}` }
  if (!(error instanceof Error)) return undefined
  if (/must be JSON object|Unsupported specification/.test(error.message)) {
    return {
      ...start,
      message: 'This is no OpenAPI document; it should say `openapi: 3.1.0` or `openapi: 3.0.4`.',
    }
  }
  return undefined
}
