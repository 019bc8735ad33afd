import { html } from 'hono/html'
import type { Member } from '../store/member-query.ts'
import type { Field } from '../store/members.ts'
import type { Markup } from './markup.ts'

const toneCount = 6
const graphemes = new Intl.Segmenter()
const timeFormat = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'medium',
  timeStyle: 'short',
  timeZone: 'UTC',
})
const dateFormat = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' })
const numberFormat = new Intl.NumberFormat('en')

/** Returns a number with separators, such as `5,000`. */
export function formatNumber(value: number): string {
  return numberFormat.format(value)
}

/** Returns a duration, such as `2 min 5 s`. */
export function formatSeconds(value: number): string {
  const seconds = Math.max(0, Math.round(value))
  if (seconds < 60) return `${seconds} s`
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`
  return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`
}

/** Returns a time in UTC. */
export function timeMarkup(time: Date): Markup {
  return html`<time datetime="${time.toISOString()}">${timeFormat.format(time)} UTC</time>`
}

/** Returns a date in UTC. */
export function dateMarkup(time: Date): Markup {
  return html`<time datetime="${time.toISOString().slice(0, 10)}">${dateFormat.format(time)}</time>`
}

const withheldHint = 'The member hides this, or the key may not read it'

/** The mark of a value that the API does not show. */
export const withheldMarkup: Markup = html`<span class="withheld" title="${withheldHint}">Withheld</span>`

/** Returns the value of a field, or that it is withheld or empty. */
export function fieldMarkup(
  member: Member,
  field: Field | 'roles',
  value: Markup | string | false | null,
): Markup | string {
  if (member.withheld.includes(field)) return withheldMarkup
  return value || html`<span class="none">None</span>`
}

/** Returns the name under which a member is listed. */
export function displayName(member: Member): string {
  const fullName = [member.first_name, member.last_name].filter(Boolean).join(' ')
  return member.display_name || fullName || member.username || 'Unnamed member'
}

/** Returns the full name and the username, where they differ from the name. */
export function subtitleOf(member: Member): string {
  const name = displayName(member)
  const fullName = [member.first_name, member.last_name].filter(Boolean).join(' ')
  const others = [fullName !== name && fullName, member.username && `@${member.username}`]
  return others.filter(Boolean).join(' · ')
}

function firstLetter(word: string): string {
  const [first] = graphemes.segment(word)
  return first?.segment.toLocaleUpperCase('en') ?? ''
}

function initialsOf(name: string): string {
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

/** Returns the avatar over the initials, which stay visible if it cannot be loaded. */
export function portraitMarkup(member: Member): Markup {
  const name = displayName(member)
  const isShown = member.avatar !== null && /^https:/i.test(member.avatar)
  const picture =
    isShown &&
    html`<img src="${member.avatar}" alt="" referrerpolicy="no-referrer" loading="lazy" decoding="async">`
  return html`<span class="portrait tone-${toneOf(name)}" aria-hidden="true">${initialsOf(name)}${picture}</span>`
}

/** Returns whether a member is online. */
export function onlineMarkup(member: Member): Markup | string {
  if (member.withheld.includes('isOnline')) return withheldMarkup
  if (member.is_online === null) return html`<span class="none">Unknown</span>`
  return member.is_online
    ? html`<span class="presence online">Online</span>`
    : html`<span class="presence offline">Offline</span>`
}

/** Returns the roles of a member. */
export function rolesMarkup(member: Member): Markup | string {
  const roles = member.roles.map((role) => html`<li class="role">${role}</li>`)
  const list = roles.length > 0 && html`<ul class="roles">${roles}</ul>`
  if (member.roles_read_at === null) return html`<span class="none">Not read yet</span>`
  return fieldMarkup(member, 'roles', list)
}
