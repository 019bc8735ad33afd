// Public API of `@returning-kit/webhooks/postgres`: what only an application with PostgreSQL needs.
export { type PostgresStoreOptions, postgresStore } from './postgres/event-store.ts'
export { eventTableSql } from './postgres/event-table.ts'
export type { SqlClient } from './postgres/sql-client.ts'
