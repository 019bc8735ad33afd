import { mkdtemp, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ExchangeRecorder, type RecordingOptions } from '@returning-kit/runtime/recording'

/** A call of a service, and what the service responds. */
export interface ServiceCall {
  readonly method?: string
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
  readonly status?: number
  readonly responseHeaders?: Readonly<Record<string, string>>
  readonly response?: unknown
  /** The body as it is sent, instead of `response` as JSON. */
  readonly text?: string
}

/** Makes calls to a service on this machine, and returns them as lines of evidence. */
export async function recordCalls(
  calls: readonly ServiceCall[],
  options: RecordingOptions,
): Promise<string[]> {
  let current: ServiceCall | undefined
  const server = createServer((_, response) => {
    const {
      status = 200,
      responseHeaders,
      response: body,
      text = JSON.stringify(body),
    } = current ?? {}
    const isEmpty = text === undefined
    response.writeHead(status, {
      ...(!isEmpty && { 'content-type': 'application/json' }),
      ...responseHeaders,
    })
    response.end(isEmpty ? undefined : text)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const recorder = new ExchangeRecorder(options)
  const lines: string[] = []
  for (const call of calls) {
    current = call
    const { method = 'GET', path, headers = {}, body } = call
    const text = body === undefined ? undefined : JSON.stringify(body)
    const sent = { ...headers, ...(text !== undefined && { 'content-type': 'application/json' }) }
    const response = await fetch(origin + path, { method, headers: sent, body: text ?? null })
    const received = await response.text()
    const evidence = recorder.toEvidence({
      method,
      url: origin + path,
      status: response.status,
      date: new Date('2026-11-30T10:00:00Z'),
      request: { headers: Object.entries(sent), ...(text !== undefined && { body: { text } }) },
      response: { headers: response.headers, ...(received && { body: { text: received } }) },
    })
    lines.push(JSON.stringify(evidence))
  }
  await new Promise((resolve) => server.close(resolve))
  return lines
}

/** Writes lines into a temporary file. */
export async function writeLines(
  lines: readonly string[],
  name = 'evidence.jsonl',
): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), 'evidence-')), name)
  await writeFile(file, lines.map((line) => `${line}\n`).join(''))
  return file
}
