import type { MockRequest } from './recorded-request.ts'

/** Functions that a log line depends on. */
export interface LogOptions {
  /** Returns the query of a request without values that must not be logged. */
  readonly query: (request: MockRequest) => string
  readonly now: () => Date
}

/** Replaces line breaks and control sequences of terminals, which a request may contain. */
export function replaceControlCharacters(line: string): string {
  return line.replaceAll(/[^\x20-\x7e\u00a0-\ud7ff\ue000-\ufffd]/g, '?')
}

/** Formats a request for a person: one line, and one more for each warning. */
export function humanLog(request: MockRequest, { query, now }: LogOptions): string {
  const { method, path, status, operation, duration, warnings } = request
  const columns = [
    now().toISOString().slice(11, 19),
    status || 'disconnected',
    method.padEnd(6),
    path + query(request),
    operation ?? '(no operation)',
    `${duration.toFixed(1)} ms`,
  ]
  const lines = [columns.join(' '), ...warnings.map((warning) => `         ! ${warning}`)]
  return lines.map(replaceControlCharacters).join('\n')
}

/** Formats a request for a program: one line of JSON. */
export function jsonLog(request: MockRequest, { query, now }: LogOptions): string {
  const { method, path, status, operation, duration, warnings } = request
  return JSON.stringify({
    event: 'request',
    time: now().toISOString(),
    method,
    path: path + query(request),
    status,
    operation,
    duration,
    warnings,
  })
}
