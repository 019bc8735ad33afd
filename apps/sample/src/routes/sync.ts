import { Hono } from 'hono'
import { requestSync } from '../jobs/queue.ts'
import { readActivity } from '../store/activity.ts'
import { communityHistory } from '../store/history.ts'
import { cancelSync, latestSyncs } from '../store/syncs.ts'
import { activityView } from '../views/activity.ts'
import { noCommunityProblem } from '../views/problem.ts'
import { syncView } from '../views/sync.ts'
import type { AppContext, Variables } from './context.ts'
import type { Pages } from './pages.ts'

/** Returns the routes of syncs. */
export function syncRoutes(
  { db, boss, communityIds, cron }: AppContext,
  pages: Pages,
): Hono<Variables> {
  const routes = new Hono<Variables>()
  routes.get('/sync', async (c) => {
    const communityId = pages.communityOf(c)
    const [syncs, events] = await Promise.all([
      latestSyncs(db, communityId, 10),
      communityHistory(db, communityId),
    ])
    const main = syncView(communityId, { syncs, events, cron })
    return pages.show(c, { title: 'Sync', main, scripts: ['live.js'] })
  })
  routes.post('/sync', async (c) => {
    const { community, action } = await c.req.parseBody()
    const communityId = communityIds.find((id) => id === community)
    if (communityId === undefined) return pages.showProblem(c, noCommunityProblem)
    if (action === 'cancel') await cancelSync(db, communityId)
    else await requestSync(boss, db, communityId)
    return c.redirect(`/sync?community=${communityId}`, 303)
  })
  return routes
}

/** Returns the route of the charts. */
export function activityRoutes({ db }: AppContext, pages: Pages): Hono<Variables> {
  const routes = new Hono<Variables>()
  routes.get('/activity', async (c) => {
    const main = activityView(await readActivity(db, pages.communityOf(c)))
    return pages.show(c, { title: 'Activity', main, scripts: ['charts.js'], styles: ['uplot.css'] })
  })
  return routes
}
