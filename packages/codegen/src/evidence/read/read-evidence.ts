import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import type { Evidence, ExchangeRecorder } from '@returning-kit/runtime/recording'
import { isRecord } from '../../openapi/is-record.ts'
import { EvidenceError } from './evidence-error.ts'
import { exchangeOfLine } from './exchange-line.ts'
import { exchangesOfHar } from './har.ts'
import { sanitizeEvidence } from './sanitize-evidence.ts'

/** What reading needs to redact. */
export interface ReadOptions {
  readonly recorder: ExchangeRecorder
  readonly values: ReadonlySet<string>
  /** Receives the number of each line that is no evidence. */
  readonly onBadLine: (line: number) => void
}

/**
 * Reads evidence, calls as lines of JSON, or an HTTP archive. Lines are read one by one; an archive
 * is read as a whole.
 */
export async function* readEvidence(file: string, options: ReadOptions): AsyncGenerator<Evidence> {
  const { recorder } = options
  const start = await startOf(file)
  if (/^\s*\{\s*"log"\s*:/.test(start)) {
    const har = parse(await readFile(file, 'utf8'))
    if (!har) throw new EvidenceError(`${file} is not valid JSON. Export the HTTP archive again.`)
    for (const exchange of exchangesOfHar(har)) yield recorder.toEvidence(exchange)
    return
  }
  let number = 0
  for await (const line of createInterface({ input: createReadStream(file) })) {
    number += 1
    if (line.trim() === '') continue
    const evidence = evidenceOfLine(line, options)
    if (evidence) yield evidence
    else options.onBadLine(number)
  }
}

async function startOf(file: string): Promise<string> {
  try {
    for await (const chunk of createReadStream(file, { encoding: 'utf8', end: 200 })) {
      return chunk as string
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new EvidenceError(`${file} cannot be read (${code}). Pass a file of evidence.`)
  }
  throw new EvidenceError(`${file} is empty. Record calls with \`recordExchanges\` first.`)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function evidenceOfLine(line: string, { recorder, values }: ReadOptions): Evidence | undefined {
  const node = parse(line)
  if (!isRecord(node)) return undefined
  if ('evidence' in node) return sanitizeEvidence(node, recorder, values)
  const exchange = exchangeOfLine(node)
  return exchange && recorder.toEvidence(exchange)
}
