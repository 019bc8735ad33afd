/** Number of columns that generated code keeps to. */
export const lineWidth = 100

/** Returns a name as a property key, quoted where it is not an identifier. */
export function key(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : quote(name)
}

/** Returns a name as the key of an object literal, where `__proto__` alone is no property. */
export function propertyKey(name: string): string {
  return name === '__proto__' ? "['__proto__']" : key(name)
}

/** Returns a status as a property key: a number where it is one, else quoted. */
export function statusKey(status: string): string {
  return /^\d+$/.test(status) ? status : key(status)
}

/**
 * Returns a string as a TypeScript literal: in single quotes, unless double ones need fewer
 * escapes.
 */
export function quote(value: string): string {
  if (/^[ !#-&(-[\]-~]*$/.test(value)) return `'${value}'`
  const json = JSON.stringify(value)
  if (value.includes("'") && !value.includes('"')) return json
  return `'${json.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
}

/** A piece of TypeScript that {@link literal} writes as it is. */
export class Code {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

/** Returns a plain value as a TypeScript literal, on one line. */
export function literal(value: unknown): string {
  if (value instanceof Code) return value.text
  if (typeof value === 'string') return quote(value)
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`
  if (typeof value !== 'object' || value === null) return String(value)
  const properties = Object.entries(value).filter(([, property]) => property !== undefined)
  if (properties.length === 0) return '{}'
  return `{ ${properties.map(([name, property]) => `${propertyKey(name)}: ${literal(property)}`).join(', ')} }`
}

/**
 * Returns a plain value as a TypeScript literal that begins at a column, on one line where it fits.
 */
export function wrappedLiteral(value: unknown, indent = '', column = 0): string {
  return atColumn(printLiteral(value, indent), column)
}

/** A literal on one line, where it may be, and on several. */
interface PrintedLiteral {
  readonly inline: string | undefined
  readonly broken: string
}

const atColumn = ({ inline, broken }: PrintedLiteral, column: number): string =>
  inline !== undefined && column + inline.length < lineWidth ? inline : broken

// The inner literals first: to measure the whole one at each level would take quadratic time.
function printLiteral(value: unknown, indent: string): PrintedLiteral {
  const isPlain = typeof value !== 'object' || value === null || value instanceof Code
  const inner = `${indent}  `
  if (isPlain) return { inline: literal(value), broken: literal(value) }
  if (Array.isArray(value)) {
    const items = value.map((item) => printLiteral(item, inner))
    const lines = items.map((item) => `${inner}${atColumn(item, inner.length)},\n`)
    const inline = hasObjectPerLine(value) ? undefined : joinInline(items.map((one) => one.inline))
    return {
      inline: inline === undefined ? undefined : `[${inline}]`,
      broken: lines.length > 0 ? `[\n${lines.join('')}${indent}]` : '[]',
    }
  }
  const properties = Object.entries(value).filter(([, property]) => property !== undefined)
  const members = properties.map(([name, one]) => ({ name, printed: printLiteral(one, inner) }))
  const lines = members.map(({ name, printed }) => {
    const head = `${inner}${propertyKey(name)}: `
    const text = atColumn(printed, head.length)
    const isLongString = /^['"]/.test(text) && head.length + text.length >= lineWidth
    return isLongString ? `${head.trimEnd()}\n${inner}  ${text},\n` : `${head}${text},\n`
  })
  const inline = joinInline(
    members.map(({ name, printed }) => printed.inline && `${propertyKey(name)}: ${printed.inline}`),
  )
  if (members.length === 0) return { inline: '{}', broken: '{}' }
  return {
    inline: inline === undefined ? undefined : `{ ${inline} }`,
    broken: `{\n${lines.join('')}${indent}}`,
  }
}

function joinInline(texts: readonly (string | undefined)[]): string | undefined {
  if (texts.includes(undefined)) return undefined
  const text = texts.join(', ')
  return text.length < lineWidth ? text : undefined
}

// Biome gives each object of an array a line where all of them have several properties.
function hasObjectPerLine(value: readonly unknown[]): boolean {
  return (
    value.length > 1 && value.every((one) => one instanceof Object && Object.keys(one).length > 1)
  )
}

/** Returns a summary as a sentence that ends with one full stop. */
export function sentence(summary: string | undefined): string | undefined {
  return summary && `${summary.replace(/\.$/, '')}.`
}
