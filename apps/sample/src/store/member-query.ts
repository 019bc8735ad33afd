import { type Selectable, type SqlBool, sql } from 'kysely'
import type { Db, MemberTable } from './schema.ts'

/** A member as it is stored. */
export type Member = Selectable<MemberTable>

/** Orders of the list. Each has an index. */
export const sorts = ['name', 'login', 'joined'] as const
export type Sort = (typeof sorts)[number]

/** Which members to list. */
export interface MemberFilter {
  readonly communityId: string
  /** Part of a name, username or email. Empty for all. */
  readonly search: string
  readonly isOnline: boolean | undefined
  readonly role: string | undefined
  /** Earliest and latest day of the last login, such as `2026-01-31`, in UTC. */
  readonly loginFrom: string | undefined
  readonly loginTo: string | undefined
  /** Lists those who left instead of those who are there. */
  readonly hasLeft: boolean
}

/** Returns the filter that every member of a community passes who has not left. */
export function everyMember(communityId: string): MemberFilter {
  return {
    communityId,
    search: '',
    isOnline: undefined,
    role: undefined,
    loginFrom: undefined,
    loginTo: undefined,
    hasLeft: false,
  }
}

/** Returns whether a filter leaves out some of those who are there, or of those who left. */
export function isFiltered(filter: MemberFilter): boolean {
  const { search, role, isOnline, loginFrom, loginTo } = filter
  return search !== '' || [role, isOnline, loginFrom, loginTo].some((each) => each !== undefined)
}

/** A position in the list: the sort value and the id of a member. */
export interface Position {
  readonly value: string
  readonly id: string
}

interface Order {
  readonly column: 'name' | 'login_rank' | 'joined_at'
  readonly direction: 'asc' | 'desc'
  readonly type: string
}

const orders: Readonly<Record<Sort, Order>> = {
  name: { column: 'name', direction: 'asc', type: 'text' },
  login: { column: 'login_rank', direction: 'desc', type: 'timestamptz' },
  joined: { column: 'joined_at', direction: 'desc', type: 'timestamptz' },
}

// `%`, `_` and `\` have a meaning in a pattern.
const toPattern = (search: string) => `%${search.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`

/** Returns a query for the members of a filter, in no order. */
function filtered(db: Db, filter: MemberFilter) {
  const { communityId, search, isOnline, role, loginFrom, loginTo, hasLeft } = filter
  let query = db
    .selectFrom('members')
    .where('community_id', '=', communityId)
    .where('left_at', hasLeft ? 'is not' : 'is', null)
  const words = search.split(/\s+/).filter(Boolean)
  const longest = words.toSorted((left, right) => left.length - right.length).at(-1)
  for (const word of words) {
    // The index is read for one word: reading it for a name that most members have would take longer
    // than to check the rows of another word.
    const column = word === longest ? sql<string>`search` : sql<string>`(search || '')`
    query = query.where(column, 'like', toPattern(word))
  }
  // A comparison with a parameter would not use the index of those who are online.
  if (isOnline === true) query = query.where(sql<SqlBool>`is_online`)
  if (isOnline === false) query = query.where(sql<SqlBool>`not is_online`)
  if (role !== undefined) query = query.where(sql<SqlBool>`roles @> array[${role}]::text[]`)
  if (loginFrom !== undefined)
    query = query.where(
      'login_rank',
      '>=',
      sql<Date>`${loginFrom}::date::timestamp at time zone 'utc'`,
    )
  if (loginTo !== undefined)
    query = query
      .where('login_rank', '<', sql<Date>`(${loginTo}::date + 1)::timestamp at time zone 'utc'`)
      .where('last_login', 'is not', null)
  return query
}

/** A page of the list. */
export interface MemberListPage {
  readonly members: readonly Member[]
  /** Position from which the next page continues. Undefined on the last page. */
  readonly next: Position | undefined
  /** Position from which the page before goes back. Undefined on the first page. */
  readonly previous: Position | undefined
}

/** Which page of the list: after or before a position, or the first one. */
export interface PageRequest {
  readonly sort: Sort
  readonly limit: number
  readonly after?: Position | undefined
  readonly before?: Position | undefined
}

/** Returns a page. Its time does not depend on how far away from the start the page is. */
export async function listMembers(
  db: Db,
  filter: MemberFilter,
  { sort, limit, after, before }: PageRequest,
): Promise<MemberListPage> {
  const { column, direction, type } = orders[sort]
  const isBackward = before !== undefined
  const position = before ?? after
  const isDescending = (direction === 'desc') !== isBackward
  const operator = sql.raw(isDescending ? '<' : '>')
  const order = sql.raw(isDescending ? 'desc' : 'asc')
  const sortColumn = sql.raw(column)
  let query = filtered(db, filter)
    .selectAll()
    .select(sql<string>`${sortColumn}::text`.as('sort_value'))
  if (position) {
    const value = sql`cast(${position.value} as ${sql.raw(type)})`
    query = query.where(sql<SqlBool>`(${sortColumn}, id) ${operator} (${value}, ${position.id})`)
  }
  const rows = await query
    .orderBy(sql`${sortColumn} ${order}`)
    .orderBy(sql`id ${order}`)
    .limit(limit + 1)
    .execute()
  const hasMore = rows.length > limit
  const members = rows.slice(0, limit)
  if (isBackward) members.reverse()
  const [first, last] = [members[0], members.at(-1)]
  const positionOf = (row: typeof first) => row && { value: row.sort_value, id: row.id }
  return {
    members,
    next: isBackward || hasMore ? positionOf(last) : undefined,
    previous: (isBackward ? hasMore : after !== undefined) ? positionOf(first) : undefined,
  }
}

/** Returns how many members match, but no more than `max`, because counting all of them is slow. */
export async function countMembers(db: Db, filter: MemberFilter, max: number): Promise<number> {
  const counted = filtered(db, filter).select(sql`1`.as('one')).limit(max).as('counted')
  const { count } = await db
    .selectFrom(counted)
    .select(sql<number>`count(*)::integer`.as('count'))
    .executeTakeFirstOrThrow()
  return count
}

/** Iterates all members of a filter in the order of their ids, in batches. */
export async function* iterateMembers(
  db: Db,
  filter: MemberFilter,
  batchSize = 1000,
): AsyncGenerator<readonly Member[]> {
  let last = ''
  for (;;) {
    const batch = await filtered(db, filter)
      .selectAll()
      .where('id', '>', last)
      .orderBy('id')
      .limit(batchSize)
      .execute()
    if (batch.length > 0) yield batch
    if (batch.length < batchSize) return
    last = batch.at(-1)?.id ?? last
  }
}

/** Returns a member, or undefined. */
export function findMember(db: Db, communityId: string, id: string): Promise<Member | undefined> {
  return db
    .selectFrom('members')
    .selectAll()
    .where('community_id', '=', communityId)
    .where('id', '=', id)
    .executeTakeFirst()
}
