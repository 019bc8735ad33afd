/** One thing of a collection. */
export type Row = Readonly<Record<string, unknown>>

// Not every member that ends in id: a community is the same for all of its members.
const naming = /^(_?id|user_?id|identifier|title|slug|[a-z_]*(name|email))$/i

function numbered(value: unknown, number: number): unknown {
  if (typeof value === 'number') return Number.isInteger(value) ? number : value
  if (typeof value !== 'string') return value
  const hex = number.toString(16)
  if (/^[0-9a-f]{24}$/i.test(value)) return value.slice(0, 14) + hex.padStart(10, '0')
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value))
    return value.slice(0, 24) + hex.padStart(12, '0')
  if (value.includes('@')) return value.replace('@', `${number}@`)
  return /[\s]|^[A-Z]/.test(value) ? `${value} ${number}` : `${value}-${number}`
}

/** What tells the row of a number from others: ids, names and addresses, where the row has them. */
export function numberedMembers(row: Row, number: number, id: string): Row {
  const members = Object.entries(row).filter(
    ([name, value]) => (name === id || naming.test(name)) && value !== null,
  )
  return Object.fromEntries(members.map(([name, value]) => [name, numbered(value, number)]))
}
