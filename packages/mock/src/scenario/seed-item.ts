import type { ItemSequence } from './item-sequence.ts'

/** One item of a collection. */
export type Item = Readonly<Record<string, unknown>>

// Not every name that ends with "id": the `communityId` of all users in a list is the same. First
// and last names repeat, and a filter for that of the example finds all copies.
const distinguishingName =
  /^(_?id|user_?id|identifier|title|slug|(?!first_?name|last_?name)[a-z_]*(name|email))$/i

const objectId = /^[0-9a-f]{24}$/i
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

function numberedValue(value: unknown, number: number): unknown {
  if (typeof value === 'number') return Number.isInteger(value) ? number : value
  if (typeof value !== 'string') return value
  const hex = number.toString(16)
  if (objectId.test(value)) return value.slice(0, 14) + hex.padStart(10, '0')
  if (uuid.test(value)) return value.slice(0, 24) + hex.padStart(12, '0')
  if (value.includes('@')) return value.replace('@', `${number}@`)
  return /[\s]|^[A-Z]/.test(value) ? `${value} ${number}` : `${value}-${number}`
}

/** Returns the id, names and emails of an item with a number in each. */
export function numberedMembers(item: Item, number: number, idName: string): Item {
  const members = Object.entries(item).filter(
    ([name, value]) => (name === idName || distinguishingName.test(name)) && value !== null,
  )
  return Object.fromEntries(members.map(([name, value]) => [name, numberedValue(value, number)]))
}

interface SeedOptions {
  readonly count: number
  readonly idName: string
  readonly isValid: (item: Item) => boolean
}

// The numbers that an id may have got from `numberedValue`.
function numbersIn(id: string): number[] {
  const parts = [
    Number.parseInt(id.slice(14), 16),
    Number.parseInt(id.slice(24), 16),
    Number(/(\d+)(?:@.*)?$/.exec(id)?.[1]),
  ]
  return parts.filter((number) => number > 0)
}

/** Returns `count` items that are copies of the examples in turn. Each is computed when it is read. */
export function seedItems(
  examples: readonly Item[],
  { count, idName, isValid }: SeedOptions,
): ItemSequence {
  // Item *n* copies an example item with its id, name and email numbered, where the schema allows.
  const templates = examples.map((example) => {
    const allows = (name: string, number: number) =>
      isValid({ ...example, [name]: numberedMembers(example, number, idName)[name] })
    const names = Object.keys(numberedMembers(example, 1, idName))
    return { example, names: names.filter((name) => allows(name, 1) && allows(name, count)) }
  })
  const at = (index: number): Item => {
    const { example, names } = templates[index % templates.length] as (typeof templates)[number]
    const numbered = numberedMembers(example, index + 1, idName)
    return { ...example, ...Object.fromEntries(names.map((name) => [name, numbered[name]])) }
  }
  return {
    length: count,
    at,
    indexOf(id) {
      // Where the schema allows no numbers, each template has the id of its example.
      const candidates = [...numbersIn(id).map((number) => number - 1), ...templates.keys()]
      return candidates.find((index) => index < count && String(at(index)[idName]) === id) ?? -1
    },
  }
}
