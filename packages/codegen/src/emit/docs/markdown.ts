/** Returns a Markdown table. Empty cells are left blank. */
export function table(
  columns: readonly string[],
  rows: readonly (readonly (string | undefined)[])[],
): string {
  const line = (cells: readonly (string | undefined)[]) => `| ${cells.map(cell).join(' | ')} |\n`
  return `${line(columns)}${line(columns.map(() => '---'))}${rows.map(line).join('')}`
}

function cell(text: string | undefined): string {
  return inlineText(text ?? '').replaceAll('|', '\\|')
}

/**
 * Returns a text of a contract as one line of Markdown. It keeps its formatting, but has no HTML,
 * no `{{` and no link with code, which sites that are built from Markdown would run, and opens no
 * block of code.
 */
export function inlineText(text: unknown): string {
  return oneLine(text)
    .replaceAll(/<(?=[a-z/!?])/gi, '&lt;')
    .replaceAll('{{', '&#123;&#123;')
    .replaceAll(/(\](?:\(|:)\s*<?)(?:javascript|vbscript|data):/gi, '$1#')
    .replaceAll(/`{3,}|~{3,}/g, (fence) => [...fence].map((mark) => `\\${mark}`).join(''))
}

/** Returns a text as code. The marks around it have more backticks than the text has in a row. */
export function codeSpan(text: unknown): string {
  const line = oneLine(text)
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length))
  const marks = '`'.repeat(longest + 1)
  const space = longest > 0 ? ' ' : ''
  return `${marks}${space}${line}${space}${marks}`
}

const oneLine = (text: unknown) => String(text).trim().replaceAll(/\s+/g, ' ')
