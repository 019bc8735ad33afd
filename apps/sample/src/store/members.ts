import { createHash } from 'node:crypto'
import type { CommunityUser, ListCommunityUsersField } from '@returning-kit/core'
import { sql } from 'kysely'
import type { Db, MemberTable } from './schema.ts'

/** A field that the API can return, apart from the id, which is always requested. */
export type Field = Exclude<ListCommunityUsersField, '_id'>

/** The column of each field. */
export const columns = {
  id: 'numeric_id',
  displayName: 'display_name',
  username: 'username',
  firstName: 'first_name',
  lastName: 'last_name',
  email: 'email',
  avatar: 'avatar',
  isOnline: 'is_online',
  lastLogin: 'last_login',
} as const satisfies Record<Field, keyof MemberTable>

/** All fields. */
export const allFields = Object.keys(columns) as Field[]

/** Members of a response, and when it was requested. */
export interface MemberPage {
  readonly communityId: string
  /** Fields that were requested. */
  readonly fields: readonly Field[]
  readonly users: readonly (CommunityUser & { readonly _id: string })[]
  /** Time of the database at which the request was sent, or before. */
  readonly readAt: Date
  /** The sync that the response belongs to, or 0. */
  readonly syncId: number
}

// The first 4 bytes of an ObjectId are the seconds since the epoch.
// https://www.mongodb.com/docs/manual/reference/bson-types/#objectid
function creationTime(objectId: string): Date {
  return new Date(Number.parseInt(objectId.slice(0, 8), 16) * 1000)
}

/** Returns a value that PostgreSQL can store: a valid value of the contract may be one that it rejects. */
function toStored(field: Field, value: unknown): unknown {
  if (typeof value !== 'string') return value ?? null
  if (field !== 'lastLogin') return value.replaceAll('\0', '').toWellFormed()
  const time = new Date(value)
  return time.getUTCFullYear() > 0 ? time.toISOString() : null
}

function toRow(user: MemberPage['users'][number], fields: readonly Field[]) {
  const values = fields.map((field) => [columns[field], toStored(field, user[field])])
  return {
    id: user._id,
    id_hash: idHash(user._id),
    joined_at: creationTime(user._id),
    withheld: fields.filter((field) => user[field] === undefined),
    ...Object.fromEntries(values),
  }
}

/** Returns the hash by which a deleted member is recognized. */
export function idHash(id: string): string {
  return createHash('sha256').update(id).digest('hex')
}

const fieldColumns = Object.values(columns)
const recordType = sql.raw(
  'id text, id_hash text, joined_at timestamptz, withheld text[], numeric_id text, ' +
    'display_name text, username text, first_name text, last_name text, email text, ' +
    'avatar text, is_online boolean, last_login timestamptz',
)
const columnList = sql.raw(['id', 'joined_at', 'withheld', ...fieldColumns].join(', '))
const setNewer = sql.raw(
  ['withheld', ...fieldColumns, 'left_at', 'read_at']
    .map((column) => {
      const newer = `excluded.${column}`
      // Roles are read by another request, so their part of \`withheld\` stays.
      const value =
        column === 'withheld'
          ? `${newer} || array(select unnest(m.withheld) intersect select 'roles')`
          : newer
      return `${column} = case when excluded.read_at >= m.read_at then ${value} else m.${column} end`
    })
    .join(', '),
)

/**
 * Stores members in one statement. Values that were read later are kept, and deleted members are
 * not stored again.
 */
export async function upsertMembers(db: Db, page: MemberPage): Promise<void> {
  const { communityId, fields, users, readAt, syncId } = page
  // An id that is twice on a page would be updated twice in one statement, which is an error.
  const rows = [...new Map(users.map((user) => [user._id, toRow(user, fields)])).values()]
  if (rows.length === 0) return
  await sql`
    insert into members as m (community_id, ${columnList}, read_at, sync_id)
    select ${communityId}, ${columnList}, ${readAt}::timestamptz, ${syncId}::integer
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(${recordType})
    where not exists (
      select from deleted_members
      where community_id = ${communityId} and id_hash = r.id_hash
    )
    order by id
    on conflict (community_id, id) do update set
      ${setNewer}, sync_id = greatest(m.sync_id, excluded.sync_id)`.execute(db)
}

/** Marks members as seen whose response was not valid, so that they do not count as left. */
export async function keepMembers(
  db: Db,
  { communityId, ids, syncId }: { communityId: string; ids: readonly string[]; syncId: number },
): Promise<void> {
  if (ids.length === 0) return
  await db
    .updateTable('members')
    .set({ sync_id: syncId })
    .where('community_id', '=', communityId)
    .where('id', 'in', [...ids])
    .execute()
}

/** Marks the members that a whole sync did not see. Returns their number. */
export async function markLeft(
  db: Db,
  { communityId, syncId, startedAt }: { communityId: string; syncId: number; startedAt: Date },
): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('members')
    .set({ left_at: sql`now()` })
    .where('community_id', '=', communityId)
    .where('sync_id', '<', syncId)
    .where('left_at', 'is', null)
    // An event during the sync may have added a member to a page that was already read.
    .where('read_at', '<', startedAt)
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

/** Notifies open pages that members of a community changed. */
export async function touchCommunity(db: Db, communityId: string): Promise<void> {
  await db
    .updateTable('communities')
    .set({ revision: sql`revision + 1` })
    .where('id', '=', communityId)
    .execute()
}

/** Adds communities that are not stored yet. */
export async function addCommunities(db: Db, ids: readonly string[]): Promise<void> {
  await db
    .insertInto('communities')
    .values(ids.map((id) => ({ id })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
