import { type Kysely, sql } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import * as members from './migrations/0001-members.ts'
import * as syncs from './migrations/0002-syncs.ts'
import * as events from './migrations/0003-events.ts'
import * as roles from './migrations/0004-roles.ts'
import * as access from './migrations/0005-access.ts'

const migrations = {
  '0001-members': members,
  '0002-syncs': syncs,
  '0003-events': events,
  '0004-roles': roles,
  '0005-access': access,
}

/** Names of the migrations, in order. */
export const migrationNames = Object.keys(migrations) as (keyof typeof migrations)[]

/** Runs the migrations that are missing, up to `name`. Several processes may call it at once. */
export async function migrate(
  db: Kysely<never>,
  name: keyof typeof migrations = migrationNames.at(-1) ?? '0001-members',
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    // Kysely creates its own tables before it takes a lock, and two processes would both create them.
    await sql`select pg_advisory_xact_lock(hashtext('migrations'))`.execute(tx)
    // Of a failed transaction Kysely reports that it is aborted, not why.
    let cause: unknown
    const recordFailure = ({ up }: Migration): Migration => ({
      up: (migrated) =>
        up(migrated).catch((error: unknown) => {
          cause = error
          throw error
        }),
    })
    const entries = Object.entries<Migration>(migrations)
    const recorded = Object.fromEntries(entries.map(([key, each]) => [key, recordFailure(each)]))
    const migrator = new Migrator({ db: tx, provider: { getMigrations: async () => recorded } })
    const { error } = await migrator.migrateTo(name)
    if (error !== undefined) throw cause ?? error
  })
}
