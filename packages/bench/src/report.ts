import { readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'

/** One section of a benchmark page: a table, and a sentence or two on what it shows. */
export interface Section {
  /** Identifies the section on its page. */
  readonly id: string
  readonly title: string
  /** What was measured, and how. */
  readonly method: string
  readonly table: string
  readonly shows: string
}

const folder = new URL('../../../docs/benchmarks/', import.meta.url)

/** The middle value. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

/** The value below which the given share of the values lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const value = sorted[Math.floor(share * (sorted.length - 1))]
  if (value === undefined) throw new Error('There is no median of nothing.')
  return value
}

/** A ratio, as `1.05x`. */
export function times(ratio: number): string {
  return `${ratio.toFixed(2)}x`
}

/** An aim beside what came of it. */
export function aim(text: string, met: boolean): string {
  return `Aim: ${text}; ${met ? 'met' : '**missed**'}.`
}

/** A Markdown table that is aligned in a terminal, too: texts to the left, figures to the right. */
export function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = columns.map((name, index) =>
    Math.max(name.length, ...rows.map((row) => row[index]?.length ?? 0)),
  )
  const pad = (cell: string, index: number) =>
    index === 0 ? cell.padEnd(widths[index] ?? 0) : cell.padStart(widths[index] ?? 0)
  const rule = widths.map((width, index) =>
    index === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
  )
  return [columns, rule, ...rows].map((row) => `| ${row.map(pad).join(' | ')} |`).join('\n')
}

/** Prints a section and replaces the section of the last run on its page in `docs/benchmarks`. */
export function report(page: 'client' | 'validation', section: Section): void {
  const path = new URL(`${page}.md`, folder)
  console.log(`\n${section.title}\n\n${section.table}\n\n${section.shows}`)
  const machine = `Machine of this run: ${availableParallelism()} cores, Node ${process.versions.node}.`
  const begin = `<!-- ${section.id} -->`
  const end = `<!-- end of ${section.id} -->`
  const written = [
    begin,
    `## ${section.title}`,
    section.method,
    section.table,
    section.shows,
    machine,
    end,
  ].join('\n\n')
  const text = readFileSync(path, 'utf8')
  const from = text.indexOf(begin)
  const to = text.indexOf(end)
  const placed =
    from < 0 || to < 0
      ? `${text.trimEnd()}\n\n${written}\n`
      : text.slice(0, from) + written + text.slice(to + end.length)
  writeFileSync(path, placed)
}
