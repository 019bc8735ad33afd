import type { CommunityUser, Role } from '@returning-kit/core'

const firstNames =
  'Ada Alan Amara Anna Ben Chidi Chloe Dana Diego Edsger Elena Emil Farah Femi Grace Hana Hugo Ida Ines Ivan Jana Jonas Kofi Lea Leo Lina Luca Maja Marco Mei Milan Mina Nadia Nils Noor Olga Omar Paula Priya Rafael Rosa Sami Sara Sven Tariq Tess Uma Viktor Wanda Yara Yusuf Zoe'.split(
    ' ',
  )
const lastNames =
  'Adeyemi Bauer Berg Castro Chen Cohen Costa Dijkstra Diallo Dubois Eriksen Fischer Garcia Haddad Hopper Ibrahim Ito Jansen Kaya Keller Khan Kim Kovacs Larsen Lovelace Mbeki Meyer Moreau Nagy Nakamura Novak Okafor Olsen Papadaki Park Patel Petrov Reyes Rossi Sato Schmidt Silva Singh Sokolov Tanaka Turing Vega Weber Wagner Yilmaz Zhou'.split(
    ' ',
  )
const member: Role = { _id: '682d61dfd843de46566c9e01', title: 'Member', order: 4, class: 'gray' }
const elevated: readonly Role[] = [
  { _id: '682d61dfd843de46566c9e02', title: 'Contributor', order: 3, class: 'green' },
  { _id: '682d61dfd843de46566c9e03', title: 'Moderator', order: 2, class: 'blue' },
  { _id: '682d61dfd843de46566c9e04', title: 'Admin', order: 1, class: 'red' },
]

const day = 86_400_000

/** Returns a generator of numbers from 0 to 1 that are the same for the same seed (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let value = Math.imul(state ^ (state >>> 15), 1 | state)
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Example members, and the roles of each. */
export interface Example {
  readonly users: readonly CommunityUser[]
  /** Roles by the numeric id of the member. */
  readonly roles: ReadonlyMap<string, readonly Role[]>
}

/**
 * Returns members of a lively community. Some hide their last login, email or status. The same
 * arguments return the same members.
 *
 * @param now - Time before which everything happened, in milliseconds since the epoch.
 */
export function exampleMembers(count: number, now: number): Example {
  const random = randomNumbers(count)
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T
  const users: CommunityUser[] = []
  const memberRoles = new Map<string, readonly Role[]>()
  for (let index = 1; index <= count; index += 1) {
    const [firstName, lastName] = [pick(firstNames), pick(lastNames)]
    const username = `${firstName}.${lastName}${index}`.toLowerCase()
    // More members joined lately than long ago.
    const joinedAt = now - random() ** 2 * 900 * day
    const seconds = Math.floor(joinedAt / 1000).toString(16)
    const sinceLogin = Math.min(random() ** 3 * 60 * day, now - joinedAt)
    const id = 100_000 + index
    const isOnline = sinceLogin < 0.02 * day
    const user: CommunityUser = {
      _id: `${seconds}c548eb${index.toString(16).padStart(10, '0')}`,
      id,
      avatar: null,
      displayName: random() < 0.2 ? username : `${firstName} ${lastName}`,
      username,
      firstName,
      lastName,
      ...(random() > 0.3 && { email: `${username}@example.com` }),
      ...(random() > 0.1 && { isOnline }),
      ...(random() > 0.1 && { lastLogin: new Date(now - sinceLogin).toISOString() }),
    }
    users.push(user)
    const rank = random()
    const title = rank < 0.002 ? 3 : rank < 0.015 ? 2 : rank < 0.2 ? 1 : 0
    const held = [member, ...(title > 0 ? [elevated[title - 1] ?? member] : [])]
    memberRoles.set(String(id), held)
  }
  return { users, roles: memberRoles }
}
