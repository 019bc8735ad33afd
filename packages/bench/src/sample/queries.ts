// How long the pages of the list take with 1,000,000 members of one community.
import pg from 'pg'
import { openStore } from '../../../../apps/sample/src/store/database.ts'
import {
  countMembers,
  everyMember,
  listMembers,
  type MemberFilter,
  type PageRequest,
} from '../../../../apps/sample/src/store/member-query.ts'
import { addCommunities } from '../../../../apps/sample/src/store/members.ts'
import { median, quantile, table } from '../report.ts'

const communityId = '6167dba9c548eb5c7ec28057'
const runs = 21

const everyone = everyMember(communityId)

const lists: Readonly<Record<string, Partial<MemberFilter> & Partial<PageRequest>>> = {
  'first page by name': {},
  'first page by last login': { sort: 'login' },
  'page in the middle by name': { after: { value: 'member 500000', id: '0' } },
  'page in the middle, back': { before: { value: 'member 500000', id: '0' } },
  'search, one match': { search: 'member 777777' },
  'search, 1 in 100': { search: 'lovelace' },
  'search, 1 in 10,000': { search: 'rare' },
  'search, no match': { search: 'nothing like this' },
  'search of two letters': { search: 'ad' },
  online: { isOnline: true },
  'online, by last login': { isOnline: true, sort: 'login' },
  'role of 1 in 1,000': { role: 'Moderator' },
  'last login within a day, by name': { loginFrom: '2026-03-01', loginTo: '2026-03-01' },
  'role, search and last login': { role: 'Member', search: 'ada', loginFrom: '2026-01-01' },
}

/** Creates members as they are stored after a sync, without the API. */
async function fill(databaseUrl: string, count: number): Promise<void> {
  const store = await openStore({ databaseUrl })
  await addCommunities(store.db, [communityId])
  await store.close()
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 1 })
  const insert = `
    insert into members (
      community_id, id, numeric_id, display_name, username, first_name, last_name, email, is_online,
      last_login, joined_at, withheld, read_at, sync_id, roles, roles_read_at
    )
    select $1, lpad(to_hex(n), 24, '0'), n::text, 'Member ' || n, 'member' || n,
      (array['Ada', 'Grace', 'Alan', 'Edsger'])[1 + n % 4],
      case when n % 10000 = 0 then 'Rare' when n % 100 = 0 then 'Lovelace' else 'Hopper' end,
      'member' || n || '@example.com', n % 20 = 0,
      timestamptz '2026-01-01' + n % 31536 * interval '1000 seconds',
      timestamptz '2020-01-01' + n * interval '3 minutes', '{}', now(), 1,
      case when n % 1000 = 0 then array['Member', 'Moderator'] else array['Member'] end, now()
    from generate_series(1, $2::integer) as n`
  await pool.query(insert, [communityId, count])
  await pool.query('vacuum analyze members')
  await pool.end()
}

/** Returns a table of the times of the list, and the slowest query at its fastest. */
export async function measureQueries(
  databaseUrl: string,
  count: number,
): Promise<{ table: string; slowest: number }> {
  await fill(databaseUrl, count)
  const { db, close } = await openStore({ databaseUrl })
  const rows: string[][] = []
  let slowest = 0
  for (const [name, { sort = 'name', after, before, ...filter }] of Object.entries(lists)) {
    const request = { sort, limit: 50, after, before }
    const measure = async (query: () => Promise<unknown>) => {
      const durations: number[] = []
      for (let run = 0; run < runs; run += 1) {
        const startedAt = performance.now()
        await query()
        durations.push(performance.now() - startedAt)
      }
      return durations
    }
    const page = await measure(() => listMembers(db, { ...everyone, ...filter }, request))
    const counted = await measure(() => countMembers(db, { ...everyone, ...filter }, 1000))
    slowest = Math.max(slowest, Math.min(...page))
    const format = (value: number) => value.toFixed(1)
    rows.push(
      [name, Math.min(...page), median(page), quantile(page, 0.95), Math.min(...counted)].map(
        (cell) => (typeof cell === 'number' ? format(cell) : cell),
      ),
    )
  }
  await close()
  return {
    table: table(['query', 'fastest, ms', 'median, ms', '95 %, ms', 'count, ms'], rows),
    slowest,
  }
}
