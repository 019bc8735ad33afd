import {
  getLineColLocation,
  type NormalizedProblem,
  ResolveError,
  YamlParseError,
} from '@redocly/openapi-core'
import type { Diagnostic } from '../openapi/diagnostic.ts'
import { isSupported } from './contract.ts'
import type { Problem } from './problem.ts'

const notOpenapi =
  'This is not an OpenAPI 3.0, 3.1 or 3.2 document. Add `openapi: 3.1.0`, for example.'

const withFullStop = (message: string) => (/[.!?]$/.test(message) ? message : `${message}.`)

// Foreign documents often have these problems; generated code does not depend on them.
const toleratedProblems = /is not expected here|exclusiveM(in|ax)imum$|\/discriminator\/mapping\//

/** Returns whether code can be generated from a document with a problem of the linter. */
export function isTolerated(
  { severity, message, location: [first] }: NormalizedProblem,
  hasRules: boolean,
): boolean {
  if (severity !== 'error') return true
  return !hasRules && toleratedProblems.test(`${message} ${first?.pointer ?? ''}`)
}

/**
 * Returns whether the generator mends a problem of the bundler. A file that cannot be read is an
 * error, except in an extension, which the generator does not read.
 */
export function isMendable({ message, location: [first] }: NormalizedProblem): boolean {
  return /^Can't resolve \$ref\.?$/.test(message) || /\/x-/.test(first?.pointer ?? '')
}

/** Returns what is wrong with the version of a document; undefined if it is supported. */
export function unsupportedVersion(parsed: unknown): Diagnostic | undefined {
  const { openapi, swagger } = (parsed ?? {}) as { openapi?: unknown; swagger?: unknown }
  if (isSupported(openapi)) return undefined
  if (swagger === undefined) return { pointer: '#/openapi', message: notOpenapi }
  return {
    pointer: '#/swagger',
    message: `This is Swagger ${swagger}; OpenAPI 3.0, 3.1 and 3.2 are supported. Convert it first: \`npx @scalar/cli document upgrade <file> -o <new file>\`.`,
  }
}

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
