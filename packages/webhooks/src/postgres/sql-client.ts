/**
 * A client of PostgreSQL: a pool or a client of `pg`, PGlite, or anything that runs a statement with
 * values for `$1`, `$2` and so on.
 */
export interface SqlClient {
  query(text: string, values: unknown[]): Promise<{ rows: unknown[] }>
}
