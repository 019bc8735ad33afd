// Public API of `@returning-kit/webhooks/postgres`: what only an application with PostgreSQL needs.
export { enqueue, type JobQueue, type QueuedEvent } from './postgres/enqueue.ts'
export { eventTableSql } from './postgres/event-table.ts'
export { inTransaction, type PooledClient, type SqlPool } from './postgres/in-transaction.ts'
export { type PostgresStoreOptions, postgresStore } from './postgres/postgres-store.ts'
export type { SqlClient } from './postgres/sql-client.ts'
