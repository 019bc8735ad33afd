import type { Member } from './member-query.ts'
import { columns, type Field } from './members.ts'

/** Formats of an export, with their media types. */
export const exportFormats = { csv: 'text/csv', ndjson: 'application/x-ndjson' } as const
export type ExportFormat = keyof typeof exportFormats

interface ExportOptions {
  readonly format: ExportFormat
  /** Fields that are requested. Others are not exported. */
  readonly fields: readonly Field[]
}

// Spreadsheets run a cell as a formula if it starts with one of these.
// https://owasp.org/www-community/attacks/CSV_Injection
const formulaStart = /^[=+\-@\t\r]/

function csvCell(value: unknown): string {
  const text = value instanceof Date ? value.toISOString() : String(value ?? '')
  const safe = formulaStart.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Returns the exported values of a member. A withheld value is undefined, an empty one null. */
function valuesOf(member: Member, fields: readonly Field[]): Map<string, unknown> {
  const shown = (name: string, value: unknown) =>
    member.withheld.includes(name) ? undefined : value
  return new Map<string, unknown>([
    ['_id', member.id],
    ...fields.map((field) => [field, shown(field, member[columns[field]])] as const),
    ['roles', shown('roles', member.roles_read_at === null ? null : member.roles)],
    ['joinedAt', member.joined_at],
    ['leftAt', member.left_at],
  ])
}

function csvLine(member: Member, fields: readonly Field[]): string {
  const cells = [...valuesOf(member, fields).values()].map((value) =>
    value === undefined ? '(withheld)' : csvCell(Array.isArray(value) ? value.join('; ') : value),
  )
  return `${cells.join(',')}\r\n`
}

function ndjsonLine(member: Member, fields: readonly Field[]): string {
  const values = Object.fromEntries(valuesOf(member, fields))
  return `${JSON.stringify({ ...values, withheld: member.withheld })}\n`
}

/** Iterates the text of an export, one piece for each batch of members. */
export async function* exportLines(
  batches: AsyncIterable<readonly Member[]>,
  { format, fields }: ExportOptions,
): AsyncGenerator<string> {
  if (format === 'csv') yield `_id,${[...fields, 'roles', 'joinedAt', 'leftAt'].join(',')}\r\n`
  const line = format === 'csv' ? csvLine : ndjsonLine
  for await (const members of batches) yield members.map((member) => line(member, fields)).join('')
}
