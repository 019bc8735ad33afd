import {
  getLineColLocation,
  type NormalizedProblem,
  ResolveError,
  YamlParseError,
} from '@redocly/openapi-core'
import type { Problem } from './problem.ts'

/** What is wrong with a document that is not OpenAPI. */
export const notOpenapi =
  'This is not an OpenAPI 3.0, 3.1 or 3.2 document. Add `openapi: 3.1.0`, for example.'

const withFullStop = (message: string) => (/[.!?]$/.test(message) ? message : `${message}.`)

/** Returns a problem of the linter or the bundler as a problem of the document. */
export function problemFromLint(
  { message, location: [first], ruleId }: NormalizedProblem,
  rootFile: string,
): Problem {
  const { line, col } = first ? getLineColLocation(first).start : { line: 1, col: 1 }
  return {
    file: first?.source.absoluteRef ?? rootFile,
    line,
    column: col,
    message: `${withFullStop(message)} (${ruleId})`,
  }
}

/**
 * Returns an error of Redocly as a problem of the document; undefined for an error that the
 * document did not cause.
 */
export function problemFromError(error: unknown, rootFile: string): Problem | undefined {
  if (error instanceof YamlParseError) {
    const reason = error.message.replace(/ in ".*$/, '')
    return {
      file: error.source.absoluteRef,
      line: error.line || 1,
      column: error.col || 1,
      message: `This is not valid YAML or JSON: ${withFullStop(reason)}`,
    }
  }
  const start = { file: rootFile, line: 1, column: 1 }
  if (error instanceof ResolveError) {
    return { ...start, message: `The file cannot be read: ${withFullStop(error.message)}` }
  }
  if (error instanceof Error && error.message.startsWith('Self-referencing')) {
    return { ...start, message: 'A reference of the document leads to itself.' }
  }
  const isNotOpenapi =
    error instanceof Error && /must be JSON object|Unsupported specification/.test(error.message)
  return isNotOpenapi ? { ...start, message: notOpenapi } : undefined
}
