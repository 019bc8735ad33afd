import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table members
    add roles text[] not null default '{}', add roles_read_at timestamptz`.execute(db)
  await sql`create index members_roles on members using gin (roles)`.execute(db)
  await sql`create index members_roles_read on members (community_id, roles_read_at nulls first, id)
    where left_at is null`.execute(db)
  await sql`alter table communities
    add role_names text[] not null default '{}'`.execute(db)
  await sql`alter table syncs
    add phase text not null default 'members' check (phase in ('members', 'roles')),
    add roles_read integer not null default 0`.execute(db)
}
