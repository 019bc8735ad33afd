import type { Field } from './fields.ts'

/** What a card shows of a member: only picked fields, and only values that are what the contract says they are. */
export interface Member {
  readonly name: string
  readonly initials: string
  /** Number of a colour, the same for the same person. */
  readonly tone: number
  readonly avatar: string | undefined
  /** Undefined when it is not known: members may hide it. */
  readonly online: boolean | undefined
  readonly lastLogin: LastLogin | undefined
  /** Full name and login name, where the name is another. */
  readonly subtitle: string
  readonly email: string | undefined
  readonly id: string | undefined
  readonly objectId: string | undefined
}

/** A moment, for people and for machines. */
export interface LastLogin {
  readonly iso: string
  readonly shown: string
}

const tones = 6
const graphemes = new Intl.Segmenter()
const clock = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'medium',
  timeStyle: 'short',
  timeZone: 'UTC',
})

function firstLetter(word: string): string {
  const [first] = graphemes.segment(word)
  return first?.segment.toLocaleUpperCase('en') ?? ''
}

/** One or two letters that stand for a name. */
export function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter(Boolean)
  return words.length > 1
    ? firstLetter(words[0] ?? '') + firstLetter(words.at(-1) ?? '')
    : firstLetter(words[0] ?? '?')
}

function toneOf(name: string): number {
  let sum = 0
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 65_521
  return sum % tones
}

function loginOf(text: string | undefined): LastLogin | undefined {
  const time = new Date(text ?? Number.NaN)
  return Number.isNaN(time.getTime())
    ? undefined
    : { iso: time.toISOString(), shown: `${clock.format(time)} UTC` }
}

function pictureOf(text: string | undefined): string | undefined {
  return text !== undefined && URL.canParse(text) && /^https?:/i.test(text) ? text : undefined
}

/** Makes what a card shows. The mock answers all fields whatever was picked, so they are picked here once more. */
export function memberOf(row: unknown, picked: readonly string[]): Member {
  const all = new Map(Object.entries(typeof row === 'object' && row !== null ? row : {}))
  const value = (field: Field): unknown => (picked.includes(field) ? all.get(field) : undefined)
  const text = (field: Field): string | undefined => {
    const found = value(field)
    return (
      (typeof found === 'string' && found.trim()) ||
      (typeof found === 'number' ? String(found) : undefined)
    )
  }
  const fullName = [text('firstName'), text('lastName')].filter(Boolean).join(' ') || undefined
  const username = text('username')
  const name = text('displayName') ?? fullName ?? username ?? text('email') ?? 'Unnamed member'
  const online = value('isOnline')
  const others = [
    fullName !== name && fullName,
    username !== undefined && username !== name && `@${username}`,
  ]
  return {
    name,
    initials: initialsOf(fullName ?? name),
    tone: toneOf(fullName ?? name),
    avatar: pictureOf(text('avatar')),
    online: typeof online === 'boolean' ? online : undefined,
    lastLogin: loginOf(text('lastLogin')),
    subtitle: others.filter(Boolean).join(' · '),
    email: text('email'),
    id: text('id'),
    objectId: text('_id'),
  }
}
