import type { Field } from './fields.ts'

/** The content of a card: selected fields whose values have the type of the contract. */
export interface Member {
  readonly name: string
  readonly initials: string
  /** Number of a color, derived from the name. */
  readonly tone: number
  readonly avatar: string | undefined
  /** Undefined if unknown: members can hide it. */
  readonly online: boolean | undefined
  readonly lastLogin: LastLogin | undefined
  /** Full name and username, where they differ from `name`. */
  readonly subtitle: string
  readonly email: string | undefined
  readonly id: string | undefined
  readonly objectId: string | undefined
}

/** The time of a login, for machines and for people. */
export interface LastLogin {
  readonly iso: string
  readonly label: string
}

const toneCount = 6
const graphemes = new Intl.Segmenter()
const timeFormat = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'medium',
  timeStyle: 'short',
  timeZone: 'UTC',
})

function firstLetter(word: string): string {
  const [first] = graphemes.segment(word)
  return first?.segment.toLocaleUpperCase('en') ?? ''
}

/** Returns one or two initials of a name. */
export function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter(Boolean)
  return words.length > 1
    ? firstLetter(words[0] ?? '') + firstLetter(words.at(-1) ?? '')
    : firstLetter(words[0] ?? '?')
}

function toneOf(name: string): number {
  let hash = 0
  for (const letter of name) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) % 65_521
  return hash % toneCount
}

function toLastLogin(value: string | undefined): LastLogin | undefined {
  const time = new Date(value ?? Number.NaN)
  return Number.isNaN(time.getTime())
    ? undefined
    : { iso: time.toISOString(), label: `${timeFormat.format(time)} UTC` }
}

function webUrl(value: string | undefined): string | undefined {
  return value !== undefined && URL.canParse(value) && /^https?:/i.test(value) ? value : undefined
}

/**
 * Returns the content of a card. The mock responds with every field, so the fields are selected
 * here again.
 */
export function toMember(user: unknown, selectedFields: readonly string[]): Member {
  const properties = new Map(Object.entries(typeof user === 'object' && user !== null ? user : {}))
  const fieldValue = (field: Field): unknown =>
    selectedFields.includes(field) ? properties.get(field) : undefined
  const fieldString = (field: Field): string | undefined => {
    const value = fieldValue(field)
    return (
      (typeof value === 'string' && value.trim()) ||
      (typeof value === 'number' ? String(value) : undefined)
    )
  }
  const fullName =
    [fieldString('firstName'), fieldString('lastName')].filter(Boolean).join(' ') || undefined
  const username = fieldString('username')
  const name =
    fieldString('displayName') ?? fullName ?? username ?? fieldString('email') ?? 'Unnamed member'
  const online = fieldValue('isOnline')
  const otherNames = [
    fullName !== name && fullName,
    username !== undefined && username !== name && `@${username}`,
  ]
  return {
    name,
    initials: initialsOf(fullName ?? name),
    tone: toneOf(fullName ?? name),
    avatar: webUrl(fieldString('avatar')),
    online: typeof online === 'boolean' ? online : undefined,
    lastLogin: toLastLogin(fieldString('lastLogin')),
    subtitle: otherNames.filter(Boolean).join(' · '),
    email: fieldString('email'),
    id: fieldString('id'),
    objectId: fieldString('_id'),
  }
}
