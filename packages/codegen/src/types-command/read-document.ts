import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import type { OpenAPI3 } from 'openapi-typescript'
import { ContractError, type Problem } from '../load/problem.ts'
import { isRecord } from '../openapi/is-record.ts'
import type { Fix } from './fixes/fix.ts'
import {
  type BundledDocument,
  type RedoclyConfig,
  type RedoclyDocument,
  type RedoclyProblem,
  redocly,
} from './redocly.ts'

/**
 * Reads, lints and bundles a document as openapi-typescript 7.13 does.
 *
 * @throws ContractError for a document that cannot be read, that the linter rejects, or that is not
 * OpenAPI 3.
 */
export async function readBundled(
  source: URL | Readable,
  config: RedoclyConfig,
  fixes: readonly Fix[] = [],
): Promise<BundledDocument> {
  const resolver = new (redocly().BaseResolver)(config.resolve)
  const root = rootPath(source)
  try {
    const document = await parseRoot(source, root, resolver)
    rejectOtherVersions(document)
    for (const { bundle } of fixes) {
      const bundled = await bundle?.(document, config)
      if (bundled) return bundled
    }
    const lintProblems = await redocly().lintDocument({
      document,
      config: config.styleguide,
      externalRefResolver: resolver,
    })
    const lintWarnings = warningsOf(lintProblems, root)
    const { bundle, problems } = await redocly().bundle({
      config,
      dereference: false,
      doc: document,
    })
    const warnings = [...lintWarnings, ...warningsOf(problems, root)]
    return { document: bundle.parsed as OpenAPI3, warnings }
  } catch (error) {
    if (error instanceof ContractError) throw error
    throw new ContractError([problemOf(error, root)])
  }
}

// References in a document on stdin are relative to the working directory.
function rootPath(source: URL | Readable): string {
  if (!(source instanceof URL)) return join(process.cwd(), 'stdin')
  return source.protocol === 'file:' ? fileURLToPath(source) : source.href
}

async function parseRoot(
  source: URL | Readable,
  root: string,
  resolver: InstanceType<ReturnType<typeof redocly>['BaseResolver']>,
): Promise<RedoclyDocument> {
  if (source instanceof URL) {
    const document = await resolver.resolveDocument(null, root, true)
    if ('originalError' in document) throw document.originalError
    return document
  }
  const body = (await text(source)).trim()
  if (!body.startsWith('{')) return redocly().makeDocumentFromString(body, root)
  const { Source } = redocly()
  return { source: new Source(root, body, 'application/json'), parsed: JSON.parse(body) }
}

function rejectOtherVersions({ source, parsed }: RedoclyDocument): void {
  const reject = (message: string) => {
    throw new ContractError([{ file: source.absoluteRef, line: 1, column: 1, message }])
  }
  const { openapi, swagger } = isRecord(parsed) ? parsed : {}
  if (swagger !== undefined) {
    reject(
      `This is Swagger ${swagger}; OpenAPI 3 is supported. Convert it first: \`npx @scalar/cli document upgrade <file> -o <new file>\`.`,
    )
  }
  const version = Number.parseFloat(String(openapi))
  if (!(version >= 3 && version < 4)) {
    reject(`Expected \`openapi: 3.x\`, received ${JSON.stringify(openapi) ?? 'no version'}.`)
  }
}

function warningsOf(problems: readonly RedoclyProblem[], root: string): Problem[] {
  const errors = problems.filter(({ severity }) => severity === 'error')
  if (errors.length > 0) throw new ContractError(errors.map((one) => lintProblem(one, root)))
  return problems.map((one) => lintProblem(one, root))
}

function lintProblem(
  { message, location: [first], ruleId }: RedoclyProblem,
  root: string,
): Problem {
  const { line, col } = first ? redocly().getLineColLocation(first).start : { line: 1, col: 1 }
  const file = first?.source.absoluteRef ?? root
  // Otherwise nothing would name a broken reference within the document.
  const place = /\$ref$/.test(message) && first?.pointer ? ` at ${first.pointer}` : ''
  return { file, line, column: col, message: `${message}${place} (${ruleId})` }
}

function problemOf(error: unknown, root: string): Problem {
  const message = error instanceof Error ? error.message.replace(/ in ".*$/, '') : String(error)
  const { line, col, source } = (error ?? {}) as {
    line?: number
    col?: number
    source?: { absoluteRef: string }
  }
  return { file: source?.absoluteRef ?? root, line: line || 1, column: col || 1, message }
}
