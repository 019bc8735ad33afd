import type { MockRequest } from '../http/recorded-request.ts'
import type { Scenario } from '../scenario/scenario.ts'

/** What the page at `/` shows. */
export interface IndexPage {
  readonly title: string
  readonly operations: readonly {
    readonly id: string
    readonly method: string
    readonly path: string
  }[]
  readonly scenario: Scenario
  /** The last requests, oldest first. */
  readonly requests: readonly MockRequest[]
  /** Returns the query of a request without values that must not be logged. */
  readonly query: (request: MockRequest) => string
}

const shownRequests = 50

function escapeHtml(value: unknown): string {
  return String(value).replaceAll(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)
}

function table(names: readonly string[], rows: readonly (readonly unknown[])[]): string {
  const cells = (tag: string, values: readonly unknown[]) =>
    `<tr>${values.map((value) => `<${tag}>${escapeHtml(value)}</${tag}>`).join('')}</tr>`
  return `<table>\n${[cells('th', names), ...rows.map((row) => cells('td', row))].join('\n')}\n</table>`
}

// A credential in a scenario is as secret as one in a request.
function withoutCredentials({ credentials, ...scenario }: Scenario): object {
  return { ...scenario, ...(credentials && { credentials: '***' }) }
}

/** Returns a page with the operations, the scenario and the last requests of a mock. */
export function indexPage({ title, operations, scenario, requests, query }: IndexPage): string {
  const recent = requests
    .slice(-shownRequests)
    .reverse()
    .map((request) => [
      request.status || 'disconnected',
      request.method,
      request.path + query(request),
      request.operation ?? '',
      request.warnings.join(' '),
    ])
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Mock of ${escapeHtml(title)}</title>
<style>
body { font: 14px system-ui; margin: 2em }
th, td { padding: 0.2em 1em 0.2em 0; text-align: left }
</style>
<h1>Mock of ${escapeHtml(title)}</h1>
<h2>Last requests</h2>
${table(['Status', 'Method', 'Path', 'Operation', 'Warnings'], recent)}
<h2>Scenario</h2>
<pre>${escapeHtml(JSON.stringify(withoutCredentials(scenario), undefined, 2))}</pre>
<h2>Operations</h2>
${table(
  ['Method', 'Path', 'Operation'],
  operations.map(({ method, path, id }) => [method, path, id]),
)}
</html>
`
}
