import type { Client } from '@returning-kit/core'
import type { PgBoss } from 'pg-boss'
import type { Sleep } from '../client.ts'
import type { Field } from '../store/members.ts'
import type { Db } from '../store/schema.ts'
import type { Sync } from '../store/syncs.ts'

/** What a sync works with. */
export interface SyncContext {
  readonly db: Db
  readonly client: Client
  /** Fields to request and to store. */
  readonly fields: readonly Field[]
  /** Members per page. */
  readonly pageSize: number
  /** Whether to read the roles of each member, which takes a request per member. */
  readonly readsRoles: boolean
  readonly now: () => number
  readonly sleep: Sleep
  /** Called after each step. */
  readonly onProgress: (sync: Sync) => void
}

/** What the workers of jobs work with. */
export interface JobContext extends SyncContext {
  readonly boss: PgBoss
  readonly communityIds: readonly string[]
}
