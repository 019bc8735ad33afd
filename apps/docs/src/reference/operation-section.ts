import type { CatalogEntry } from './catalog.ts'
import { curlCommand } from './curl.ts'
import type { Declaration } from './declarations.ts'
import type { Exchange } from './exchanges.ts'

/** What is known of an operation. */
export interface OperationFacts {
  readonly entry: CatalogEntry
  readonly declaration: Declaration
  readonly exchange: Exchange | undefined
}

const badges: Readonly<Record<string, string>> = {
  documented: 'tip',
  observed: 'tip',
  partial: 'warning',
  provisional: 'warning',
}

/** Returns the section of an operation: how it is called, what it takes, and what it results in. */
export function operationSection({ entry, declaration, exchange }: OperationFacts): string {
  const { id, method, path, summary, description, provenance } = entry
  const badge = provenance
    ? ` <Badge type="${badges[provenance] ?? 'info'}" text="${provenance}" />`
    : ''
  return [
    `## ${id}${badge}`,
    sentences(summary, description),
    facts(entry),
    fence('ts', declaration.signature),
    inputTable(declaration),
    statusTable(declaration),
    '**Sample**',
    `::: code-group\n\n${fence('ts [TypeScript]', declaration.example)}\n\n${fence('sh [curl]', exchange ? curlCommand(exchange) : `curl -X ${method} ${path}`)}\n\n:::`,
    exchange && mockResponse(exchange),
  ]
    .filter(Boolean)
    .join('\n\n')
}

function facts({ method, path, permission, isPaged, hasFields, isSafe }: CatalogEntry): string {
  const items = [
    `- Request: \`${method} ${path}\``,
    permission && `- Permission: \`${permission}\``,
    isPaged && '- Paging: iterate the call with `for await`, see [Pagination](/guides/pagination)',
    hasFields && '- Field selection: `fields`, see [Field selection](/guides/field-selection)',
    !isSafe && '- Changes data',
  ]
  return items.filter(Boolean).join('\n')
}

function inputTable({ input }: Declaration): string {
  if (input.length === 0) return 'Takes no input.'
  const rows = input.map(({ name, type, isRequired, description }) =>
    row(`\`${name}\``, code(type), isRequired ? 'yes' : '', cell(description)),
  )
  return ['| input | type | required | description |', '|---|---|---|---|', ...rows].join('\n')
}

function statusTable({ statuses }: Declaration): string {
  const rows = statuses.map(({ kind, status, type }) =>
    row(`\`${cellCode(status)}\``, kind === 'Success' ? '`data`' : '`error`', code(type)),
  )
  return ['| status | property | type |', '|---|---|---|', ...rows].join('\n')
}

function mockResponse({ status, contentType, responseBody }: Exchange): string {
  const isJson = contentType.includes('json')
  const body = isJson ? JSON.stringify(JSON.parse(responseBody), undefined, 2) : responseBody
  const title = `The mock responds with \`${status}\`${body === '' ? ' and no body.' : ':'}`
  return body === '' ? title : `${title}\n\n${fence(isJson ? 'json' : 'txt', body)}`
}

function sentences(summary = '', description = ''): string {
  const first = summary === '' || summary.endsWith('.') ? summary : `${summary}.`
  return escapeHtml([first, description].filter(Boolean).join(' '))
}

const row = (...cells: readonly string[]) => `| ${cells.join(' | ')} |`
const cellCode = (text: string) => text.replaceAll('|', '\\|')
const code = (text: string) => `\`${cellCode(text)}\``
const cell = (text: string) => escapeHtml(cellCode(text))

// A fence that the text cannot close.
function fence(language: string, text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`{3,}/g)].map(([ticks]) => ticks.length))
  const ticks = '`'.repeat(Math.max(3, longest + 1))
  return `${ticks}${language}\n${text}\n${ticks}`
}

// The site generator reads tags and `{{ }}` in Markdown as templates; code spans it leaves alone.
function escapeHtml(text: string): string {
  return text
    .split(/(`[^`]+`)/)
    .map((part, index) =>
      index % 2 === 1 ? part : part.replaceAll('<', '&lt;').replaceAll('{{', '&#123;&#123;'),
    )
    .join('')
}
