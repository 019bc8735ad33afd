/** Number of columns that generated code keeps to. */
export const lineWidth = 100

/** Returns a name as a property key, quoted where it is not an identifier. */
export function key(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : quote(name)
}

/** Returns a status as a property key: a number where it is one, else quoted. */
export function statusKey(status: string): string {
  return /^\d+$/.test(status) ? status : quote(status)
}

/**
 * Returns a string as a TypeScript literal: in single quotes, unless double ones need fewer
 * escapes.
 */
export function quote(value: string): string {
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
  return `{ ${properties.map(([name, property]) => `${key(name)}: ${literal(property)}`).join(', ')} }`
}

/**
 * Returns a plain value as a TypeScript literal that begins at a column, on one line where it fits.
 */
export function wrappedLiteral(value: unknown, indent = '', column = 0): string {
  const text = literal(value)
  const isPlain = typeof value !== 'object' || value === null || value instanceof Code
  if (isPlain || column + text.length < lineWidth) return text
  const inner = `${indent}  `
  if (Array.isArray(value)) {
    const items = value.map((item) => `${inner}${wrappedLiteral(item, inner, inner.length)},\n`)
    return items.length > 0 ? `[\n${items.join('')}${indent}]` : '[]'
  }
  const properties = Object.entries(value).filter(([, property]) => property !== undefined)
  const lines = properties.map(([name, property]) => {
    const head = `${inner}${key(name)}: `
    return `${head}${wrappedLiteral(property, inner, head.length)},\n`
  })
  return `{\n${lines.join('')}${indent}}`
}

/** Returns a summary as a sentence that ends with one full stop. */
export function sentence(summary: string | undefined): string | undefined {
  return summary && `${summary.replace(/\.$/, '')}.`
}
