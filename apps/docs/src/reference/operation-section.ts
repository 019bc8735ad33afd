import type { CatalogEntry } from './catalog.ts'
import { curlCommand } from './curl.ts'
import type { Declaration } from './declarations.ts'
import type { Exchange } from './exchanges.ts'
import { type Types, typeNames } from './types.ts'

/** What is known of an operation. */
export interface OperationFacts {
  readonly entry: CatalogEntry
  readonly declaration: Declaration
  readonly exchange: Exchange | undefined
  /** Items of a list: what the contract declares besides input and result. */
  readonly listed: readonly string[]
}

const badges: Readonly<Record<string, string>> = {
  documented: 'tip',
  observed: 'tip',
  partial: 'warning',
  provisional: 'warning',
}

/** Returns the section of an operation: how it is called, what it takes, and what it results in. */
export function operationSection(operation: OperationFacts, types: Types): string {
  const { entry, declaration, exchange } = operation
  const { id, method, path, summary, description, provenance } = entry
  const badge = provenance
    ? ` <Badge type="${badges[provenance] ?? 'info'}" text="${provenance}" />`
    : ''
  return [
    `## ${id}${badge}`,
    sentences(summary, description),
    facts(operation),
    fence('ts', declaration.signature),
    inputTable(declaration, types),
    statusTable(declaration, types),
    '**Sample**',
    `::: code-group\n\n${fence('ts [TypeScript]', declaration.example)}\n\n${fence('sh [curl]', exchange ? curlCommand(exchange) : `curl -X ${method} ${path}`)}\n\n:::`,
    exchange && mockResponse(exchange),
  ]
    .filter(Boolean)
    .join('\n\n')
}

// Where the value of a fact is explained.
const explanations: Readonly<Record<string, string>> = {
  Credential: '[authentication](../../guides/authentication.md)',
  Pagination: '[iterate the call](../../guides/pagination.md)',
  'Field selection': '[choose fields](../../guides/field-selection.md)',
  Provenance: '[what it means](../../explanation/honest-types.md#how-certain-the-contract-is)',
}

function facts({ entry, listed }: OperationFacts): string {
  const items = listed.map((item) => {
    const explanation = explanations[/^- (.+?):/.exec(item)?.[1] ?? '']
    return explanation ? `${item}, ${explanation}` : item
  })
  return [...items, ...(entry.isSafe ? [] : ['- Changes data'])].join('\n')
}

function inputTable({ input }: Declaration, types: Types): string {
  if (input.length === 0) return 'Takes no input.'
  const rows = input.map(({ name, type, isRequired, description }) =>
    row(`\`${name}\``, typeCell(type, types), isRequired ? 'yes' : '', cell(description)),
  )
  return ['| input | type | required | description |', '|---|---|---|---|', ...rows].join('\n')
}

function statusTable({ statuses }: Declaration, types: Types): string {
  const rows = statuses.map(({ kind, status, type }) =>
    row(
      `\`${cellCode(status)}\``,
      kind === 'Success' ? '`data`' : '`error`',
      typeCell(type, types),
    ),
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
// The declaration of a type is a section of the same page.
function typeCell(type: string, types: Types): string {
  const [name, ...others] = typeNames(type, types)
  return name && others.length === 0 ? `[${code(type)}](#${name.toLowerCase()})` : code(type)
}

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
