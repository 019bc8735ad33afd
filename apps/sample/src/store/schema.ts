import type { Generated, Kysely, Transaction } from 'kysely'

/** A community whose members are stored. */
interface CommunityTable {
  id: string
  /** Changes with each change of a member, so that open pages know when to reload. */
  revision: Generated<number>
  /** Names of the roles that members have, because collecting them for each page would be slow. */
  role_names: Generated<string[]>
}

/** A member. A field is null if it is empty, withheld or not requested. */
export interface MemberTable {
  community_id: string
  /** The `_id` of the API. */
  id: string
  numeric_id: string | null
  display_name: string | null
  username: string | null
  first_name: string | null
  last_name: string | null
  email: string | null
  avatar: string | null
  is_online: boolean | null
  last_login: Date | null
  /** When the account was created, which the first bytes of `_id` state. */
  joined_at: Date
  /** Requested fields that the API did not return. */
  withheld: string[]
  roles: Generated<string[]>
  roles_read_at: Date | null
  /** When the API was asked for these values. Older values never replace newer ones. */
  read_at: Date
  /** The last sync that saw the member. */
  sync_id: number
  left_at: Date | null
  name: Generated<string>
  search: Generated<string>
  login_rank: Generated<Date>
}

/** States of a sync. */
export type SyncState = 'running' | 'succeeded' | 'failed' | 'cancelled'

/** One pass over the members of a community. */
export interface SyncTable {
  id: Generated<number>
  community_id: string
  state: Generated<SyncState>
  phase: Generated<'members' | 'roles'>
  /** Input of the next page. Null before the first one. */
  next: Record<string, unknown> | null
  pages: Generated<number>
  members: Generated<number>
  /** Members whose response does not match the contract. Their stored values are kept. */
  invalid: Generated<number>
  /** Members whose response has no usable id, so that they cannot be stored. */
  unidentified: Generated<number>
  roles_read: Generated<number>
  /** Members of the pass before, from which the remaining time is estimated. */
  expected: number | null
  /** Members per second since the sync was last resumed. */
  rate: number | null
  marked_left: number | null
  /** Why it failed, or why a part of it was skipped. */
  note: string | null
  /** Failures in a row that another attempt may not meet. */
  failures: Generated<number>
  cancel_requested: Generated<boolean>
  started_at: Generated<Date>
  finished_at: Date | null
  lease_token: string | null
  lease_until: Date | null
}

/** An event of a webhook that was applied. */
interface HistoryTable {
  community_id: string
  event_id: string
  member_id: string | null
  name: string
  occurred_at: Date
}

/** When the next request of a kind may be sent. */
interface RateLimitTable {
  key: string
  ready_at: Date
}

/** Members who were deleted and must not be stored again. */
interface DeletedMemberTable {
  community_id: string
  id_hash: string
}

interface SecretTable {
  name: string
  value: string
}

/** The tables, as `migrations/` creates them. */
export interface Tables {
  communities: CommunityTable
  members: MemberTable
  syncs: SyncTable
  history: HistoryTable
  rate_limits: RateLimitTable
  deleted_members: DeletedMemberTable
  secrets: SecretTable
}

/** A connection, or a transaction. */
export type Db = Kysely<Tables>

/** A transaction. */
export type Tx = Transaction<Tables>
