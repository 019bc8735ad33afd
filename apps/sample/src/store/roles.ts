import { sql } from 'kysely'
import type { Db } from './schema.ts'

/** Roles of a member, or undefined if the API withholds them. */
export interface MemberRoles {
  readonly id: string
  readonly roles: readonly string[] | undefined
}

/** Returns members whose roles were not read within a day, those that never were first. */
export function membersWithOldRoles(
  db: Db,
  communityId: string,
  limit: number,
): Promise<{ id: string; numeric_id: string | null }[]> {
  return db
    .selectFrom('members')
    .select(['id', 'numeric_id'])
    .where('community_id', '=', communityId)
    .where('left_at', 'is', null)
    .where(({ eb, or }) =>
      or([
        eb('roles_read_at', 'is', null),
        eb('roles_read_at', '<', sql<Date>`now() - interval '1 day'`),
      ]),
    )
    .orderBy(sql`roles_read_at nulls first`)
    .orderBy('id')
    .limit(limit)
    .execute()
}

/** Stores the roles of members. */
export async function updateRoles(
  db: Db,
  communityId: string,
  roles: readonly MemberRoles[],
): Promise<void> {
  const rows = roles.map(({ id, roles }) => ({ id, roles: roles ?? [], withheld: !roles }))
  await sql`
    update members as m set
      roles = r.roles,
      roles_read_at = now(),
      withheld = array_remove(m.withheld, 'roles') ||
        case when r.withheld then array['roles'] else array[]::text[] end
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(id text, roles text[], withheld boolean)
    where m.community_id = ${communityId} and m.id = r.id`.execute(db)
}

/** Collects the names of the roles that members have. */
export async function collectRoleNames(db: Db, communityId: string): Promise<void> {
  await sql`
    update communities set role_names = array(
      select distinct unnest(roles) as role from members
      where community_id = ${communityId} and left_at is null order by role limit 100
    ) where id = ${communityId}`.execute(db)
}

/** Returns the names of the roles of a community. */
export async function roleNames(db: Db, communityId: string): Promise<string[]> {
  const row = await db
    .selectFrom('communities')
    .select('role_names')
    .where('id', '=', communityId)
    .executeTakeFirst()
  return row?.role_names ?? []
}
