import { lineWidth } from './print.ts'

/**
 * Returns a TSDoc comment of paragraphs, without the empty ones; an empty string where all are
 * empty.
 */
export function tsdoc(paragraphs: readonly (string | undefined)[], indent = ''): string {
  const text = paragraphs.flatMap((paragraph) => paragraph?.trim() || []).join('\n\n')
  if (text === '') return ''
  const escaped = text.replaceAll('*/', '*\\/').split(/\r\n?|[\n\u2028\u2029]/)
  const oneLine = `${indent}/** ${escaped[0]} */`
  if (escaped.length === 1 && oneLine.length <= lineWidth) return `${oneLine}\n`
  const lines = wrapLines(escaped, lineWidth - indent.length - ' * '.length)
  return `${indent}/**\n${lines.map((line) => `${indent} * ${line}`.trimEnd()).join('\n')}\n${indent} */\n`
}

// A line that is too long continues in the next one, unless that begins something else. Code and
// tables mean something else when they are wrapped.
function wrapLines(lines: readonly string[], width: number): string[] {
  const wrapped: string[] = []
  let isCode = false
  let rest: string | undefined
  for (const line of lines) {
    const isFence = /^\s*(```|~~~)/.test(line)
    if (rest !== undefined && (isFence || !isContinuation(line))) {
      wrapped.push(rest)
      rest = undefined
    }
    const isFixed = isFence || isCode || /^\s*\|/.test(line)
    if (isFence) isCode = !isCode
    const whole = rest === undefined ? line : `${rest} ${line.trim()}`
    rest = undefined
    if (isFixed || whole.length <= width) wrapped.push(whole)
    else {
      const parts = wrapLine(whole, width)
      rest = parts.pop()
      wrapped.push(...parts)
    }
  }
  return rest === undefined ? wrapped : [...wrapped, rest]
}

// Whether a line continues a paragraph: it is neither empty nor the beginning of a list item,
// heading, table, quote or tag.
function isContinuation(line: string): boolean {
  return /^\s*[^\s\-*+#|>@`\d]/.test(line) || /^\s*(`[^`]|\d+[^\d.)]|\d+$)/.test(line)
}

// An item of a list continues below its first word.
function wrapLine(line: string, width: number): string[] {
  const [lead = ''] = /^\s*(?:(?:[-*+]|\d+[.)])\s+)?/.exec(line) ?? []
  const [first = '', ...words] = line.slice(lead.length).split(' ')
  const wrapped: string[] = []
  let current = lead + first
  for (const word of words) {
    if (current.length + 1 + word.length > width) {
      wrapped.push(current)
      current = ' '.repeat(lead.length) + word
    } else current = `${current} ${word}`
  }
  return [...wrapped, current]
}
