import { InputError } from '@returning-kit/runtime'

/** Default name of the table. */
export const defaultTable = 'webhook_events'

/** Returns a table name that is safe in SQL. Throws InputError for any other. */
export function checkTable(table: string): string {
  if (/^[a-z_][a-z0-9_]{0,47}(\.[a-z_][a-z0-9_]{0,47})?$/.test(table)) return table
  throw new InputError(
    'table',
    'The table must be a name of lower-case letters, digits and underscores, with or without a schema.',
  )
}

/**
 * Returns the SQL that creates the table of events, for a migration or for the start of a program.
 * It does nothing if the table exists, and several processes may run it at the same time.
 *
 * @param table - Name of the table, with or without a schema that exists.
 * @throws InputError for a name that would need quotes.
 * @example
 * ```ts
 * import { eventTableSql } from '@returning-kit/webhooks/postgres'
 * console.log(eventTableSql())
 * ```
 */
export function eventTableSql(table: string = defaultTable): string {
  const name = checkTable(table)
  // Without the lock, two processes that create the table at the same time fail.
  return `do $$ begin
  perform pg_advisory_xact_lock(hashtext('${name}'));
  create table if not exists ${name} (
    scope text not null,
    id text not null,
    token uuid not null,
    completed boolean not null,
    expires_at timestamptz not null,
    primary key (scope, id)
  );
  create index if not exists ${name.replace('.', '_')}_expires_at on ${name} (expires_at);
end $$`
}
