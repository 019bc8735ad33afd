import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<never>): Promise<void> {
  await sql`create table rate_limits (
    key text primary key,
    ready_at timestamptz not null
  )`.execute(db)
  await sql`create table deleted_members (
    community_id text not null references communities on delete cascade,
    id_hash text not null,
    primary key (community_id, id_hash)
  )`.execute(db)
  await sql`create table secrets (name text primary key, value text not null)`.execute(db)
}
