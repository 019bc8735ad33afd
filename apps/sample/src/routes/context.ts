import type { Client } from '@returning-kit/core'
import type { PgBoss } from 'pg-boss'
import type { Access } from '../settings.ts'
import type { Field } from '../store/members.ts'
import type { Db } from '../store/schema.ts'

/** What the pages work with. */
export interface AppContext {
  readonly db: Db
  readonly boss: PgBoss
  readonly client: Client
  readonly communityIds: readonly string[]
  readonly fields: readonly Field[]
  readonly isMocked: boolean
  readonly cron: string
  readonly webhookKey: string | undefined
  readonly access: Access
  readonly now: () => number
}

/** Variables of a request. */
export interface Variables {
  Variables: { hasSession: boolean }
  Bindings: { incoming?: { socket: { remoteAddress?: string } } }
}
