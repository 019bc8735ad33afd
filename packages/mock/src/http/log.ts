import type { MockRequest } from './mock-request.ts'

/** What the log of a mock is written with. */
export interface LogOptions {
  /** The query of a request, without what must not be printed. */
  readonly query: (request: MockRequest) => string
  readonly now: () => Date
}

// What a client sent may hold line breaks, and anything that steers a terminal.
function printable(text: string): string {
  return text.replaceAll(/[^\x20-\x7e\u00a0-\ud7ff\ue000-\ufffd]/g, '?')
}

/** A request as lines for a person: the warnings stand below it. */
export function humanLog(request: MockRequest, { query, now }: LogOptions): string {
  const { method, path, status, operation, duration, warnings } = request
  const time = now().toISOString().slice(11, 19)
  const head = `${time} ${status || 'cut'} ${method.padEnd(6)} ${path}${query(request)} ${operation ?? '(no operation)'} ${duration.toFixed(1)} ms`
  return [head, ...warnings.map((warning) => `         ! ${warning}`)].map(printable).join('\n')
}

/** A request as one line of JSON for a machine. */
export function jsonLog(request: MockRequest, { query, now }: LogOptions): string {
  const { method, path, status, operation, duration, warnings } = request
  const time = now().toISOString()
  return JSON.stringify({
    event: 'request',
    time,
    method,
    path: path + query(request),
    status,
    operation,
    duration,
    warnings,
  })
}
