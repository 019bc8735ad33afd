import { type Kysely, sql } from 'kysely'

// The rows are updated by each sync, but none of the updated columns of an unchanged member is in an
// index. With room on the page PostgreSQL then updates no index.
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create extension if not exists pg_trgm`.execute(db)
  await sql`create table communities (
    id text primary key,
    revision integer not null default 0
  )`.execute(db)
  await sql`create table members (
    community_id text not null references communities on delete cascade,
    id text not null,
    numeric_id text,
    display_name text,
    username text,
    first_name text,
    last_name text,
    email text,
    avatar text,
    is_online boolean,
    last_login timestamptz,
    joined_at timestamptz not null,
    withheld text[] not null,
    read_at timestamptz not null,
    sync_id integer not null,
    left_at timestamptz,
    name text collate "C" not null generated always as (
      lower(coalesce(display_name, username, first_name, last_name, id))
    ) stored,
    search text not null generated always as (
      lower(coalesce(display_name, '') || ' ' || coalesce(username, '') || ' ' ||
        coalesce(first_name, '') || ' ' || coalesce(last_name, '') || ' ' || coalesce(email, ''))
    ) stored,
    login_rank timestamptz not null generated always as (coalesce(last_login, '-infinity')) stored,
    primary key (community_id, id)
  ) with (fillfactor = 80)`.execute(db)
  await sql`alter table members alter search set statistics 1000`.execute(db)
  // With the last login in the index, a filter by it needs no row of the members it skips.
  await sql`create index members_name on members (community_id, name, id, login_rank)
    where left_at is null`.execute(db)
  await sql`create index members_login on members (community_id, login_rank desc, id desc)
    where left_at is null`.execute(db)
  await sql`create index members_joined on members (community_id, joined_at desc, id desc)
    where left_at is null`.execute(db)
  await sql`create index members_online on members (community_id, name, id)
    where is_online and left_at is null`.execute(db)
  await sql`create index members_left on members (community_id, name, id)
    where left_at is not null`.execute(db)
  await sql`create index members_search on members using gin (search gin_trgm_ops)`.execute(db)
}
