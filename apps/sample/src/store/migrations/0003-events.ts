import { eventTableSql } from '@returning-kit/webhooks/postgres'
import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<never>): Promise<void> {
  await sql.raw(eventTableSql()).execute(db)
  await sql`create table history (
    community_id text not null references communities on delete cascade,
    event_id text not null,
    member_id text,
    name text not null,
    occurred_at timestamptz not null,
    primary key (community_id, event_id)
  )`.execute(db)
  await sql`create index history_member on history (community_id, member_id, occurred_at desc)
    where member_id is not null`.execute(db)
}
