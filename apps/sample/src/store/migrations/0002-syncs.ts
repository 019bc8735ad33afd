import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<never>): Promise<void> {
  await sql`create table syncs (
    id integer generated always as identity primary key,
    community_id text not null references communities on delete cascade,
    state text not null default 'running'
      check (state in ('running', 'succeeded', 'failed', 'cancelled')),
    next jsonb,
    pages integer not null default 0,
    members integer not null default 0,
    invalid integer not null default 0,
    unidentified integer not null default 0,
    expected integer,
    rate real,
    marked_left integer,
    note text,
    failures integer not null default 0,
    cancel_requested boolean not null default false,
    started_at timestamptz not null,
    finished_at timestamptz,
    lease_token text,
    lease_until timestamptz
  )`.execute(db)
  await sql`create unique index syncs_running on syncs (community_id)
    where state = 'running'`.execute(db)
  await sql`create index syncs_community on syncs (community_id, id)`.execute(db)
}
