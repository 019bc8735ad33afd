import { readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'

/** A section of a benchmark page: a table and what it shows. */
export interface Section {
  /** Identifies the section on its page. */
  readonly id: string
  readonly title: string
  /** What was measured and how. */
  readonly method: string
  readonly table: string
  readonly shows: string
}

const folder = new URL('../../../docs/benchmarks/', import.meta.url)

/** Returns the median. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

/** Returns the value below which a share of the values is. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const value = sorted[Math.floor(share * (sorted.length - 1))]
  if (value === undefined) throw new Error('At least one value is required.')
  return value
}

/** Formats a ratio, such as `1.05x`. */
export function times(ratio: number): string {
  return `${ratio.toFixed(2)}x`
}

/** Formats an aim and whether it was met. */
export function aim(description: string, met: boolean): string {
  return `Aim: ${description}; ${met ? 'met' : '**missed**'}.`
}

/** Returns a Markdown table with aligned columns: the first to the left, numbers to the right. */
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

/** Prints a section, and replaces it on its page in `docs/benchmarks`. */
export function report(page: 'client' | 'diff' | 'mock' | 'validation', section: Section): void {
  const path = new URL(`${page}.md`, folder)
  console.log(`\n${section.title}\n\n${section.table}\n\n${section.shows}`)
  const machine = `Machine of this run: ${availableParallelism()} cores, Node ${process.versions.node}.`
  const begin = `<!-- ${section.id} -->`
  const end = `<!-- end of ${section.id} -->`
  const markdown = [
    begin,
    `## ${section.title}`,
    section.method,
    section.table,
    section.shows,
    machine,
    end,
  ].join('\n\n')
  const content = readFileSync(path, 'utf8')
  const from = content.indexOf(begin)
  const to = content.indexOf(end)
  const updated =
    from < 0 || to < 0
      ? `${content.trimEnd()}\n\n${markdown}\n`
      : content.slice(0, from) + markdown + content.slice(to + end.length)
  writeFileSync(path, updated)
}
