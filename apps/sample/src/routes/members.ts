import { getUserGamificationStats, isCallError } from '@returning-kit/core'
import { Hono } from 'hono'
import { deleteEverywhere } from '../jobs/delete-member.ts'
import { memberHistory } from '../store/history.ts'
import {
  countMembers,
  findMember,
  isFiltered,
  listMembers,
  type Member,
} from '../store/member-query.ts'
import { roleNames } from '../store/roles.ts'
import { latestSyncs } from '../store/syncs.ts'
import { type MemberStats, memberView } from '../views/member.ts'
import { membersView } from '../views/members.ts'
import { noMemberProblem } from '../views/problem.ts'
import type { AppContext, Variables } from './context.ts'
import { changedUrl, readListQuery } from './list-query.ts'
import type { Pages } from './pages.ts'

/** Counting is slow if many members match a filter. Without one, an index is counted. */
const maxCounts = { all: 10_000, filtered: 1000 }

/** Reads what a member did, which is not stored. The page does not wait long for it. */
async function readStats({ client }: AppContext, member: Member): Promise<MemberStats> {
  if (member.email === null)
    return { reason: 'The API finds activity by email, which is withheld or not requested.' }
  try {
    const body = { identifier: member.email, identifier_type: 'email', days: 30 }
    const options = { timeout: 2000, totalTimeout: 2000 }
    const { totals = {} } = await getUserGamificationStats(client, { body }, options).orThrow()
    const entries = Object.entries(totals).filter(([, count]) => typeof count === 'number')
    return { totals: Object.fromEntries(entries) as Record<string, number> }
  } catch (error) {
    if (!isCallError(error)) throw error
    return { reason: 'The API does not show the activity of this member now.' }
  }
}

/** Returns the routes of the list and of a member. */
export function memberRoutes(context: AppContext, pages: Pages): Hono<Variables> {
  const { db, boss, fields } = context
  const routes = new Hono<Variables>()

  routes.get('/', async (c) => {
    const communityId = pages.communityOf(c)
    const url = new URL(c.req.url)
    const { filter, page } = readListQuery(url.searchParams, communityId)
    const maxCount = isFiltered(filter) ? maxCounts.filtered : maxCounts.all
    const [list, count, roles, [sync]] = await Promise.all([
      listMembers(db, filter, page),
      countMembers(db, filter, maxCount),
      roleNames(db, communityId),
      latestSyncs(db, communityId, 1),
    ])
    const main = membersView({
      filter,
      sort: page.sort,
      page: list,
      count: { value: count, isCapped: count === maxCount },
      roles,
      sync,
      url: (changes, path) => changedUrl(url, changes, path),
    })
    return pages.show(c, { title: 'Members', main, scripts: ['live.js'] })
  })

  const path = '/communities/:community/members/:id'
  routes.get(path, async (c) => {
    const communityId = pages.communityOf(c)
    const member = await findMember(db, communityId, c.req.param('id'))
    if (!member) return pages.showProblem(c, noMemberProblem)
    // An open page that follows changes would otherwise call the API with each of them.
    const isUpdate = c.req.header('x-live-update') !== undefined
    const [history, stats] = await Promise.all([
      memberHistory(db, communityId, member.id),
      isUpdate ? { totals: {} } : readStats(context, member),
    ])
    const main = memberView({ member, fields, history, stats })
    return pages.show(c, { title: 'Member', main, scripts: ['live.js'] })
  })

  routes.post(`${path}/delete`, async (c) => {
    const communityId = pages.communityOf(c)
    const form = await c.req.parseBody()
    if (form['confirm'] === 'yes')
      await deleteEverywhere(boss, db, { communityId, id: c.req.param('id') })
    return c.redirect(`/?community=${communityId}`, 303)
  })
  return routes
}
