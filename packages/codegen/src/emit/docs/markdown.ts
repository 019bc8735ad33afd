/** Returns a Markdown table. Empty cells are left blank. */
export function table(
  columns: readonly string[],
  rows: readonly (readonly (string | undefined)[])[],
): string {
  const line = (cells: readonly (string | undefined)[]) => `| ${cells.map(cell).join(' | ')} |\n`
  return `${line(columns)}${line(columns.map(() => '---'))}${rows.map(line).join('')}`
}

function cell(text: string | undefined): string {
  return (text ?? '').trim().replaceAll('|', '\\|').replaceAll('\n', ' ')
}
