import {
  createRouter,
  encrypted,
  forHono,
  type RouterOptions,
  signed,
} from '@returning-kit/webhooks'
import { enqueue, postgresStore, type SqlClient } from '@returning-kit/webhooks/postgres'
import { Hono } from 'hono'
import { memberIdOf } from '../jobs/apply-event.ts'
import { eventQueue } from '../jobs/queue.ts'
import { sqlClient } from '../store/database.ts'
import { isDeleted } from '../store/deletion.ts'
import type { AppContext } from './context.ts'

const eventNames = [
  'userJoinedServer',
  'userVisitedServer',
  'messagePostedAnywhere',
  'messagePostedToChannel',
  'storeItemPurchased',
] as const

/** Returns the scheme of a key: `whsec_…` signs, any other key of 32 characters encrypts. */
export function schemeOf(key: string): RouterOptions<SqlClient>['scheme'] {
  return key.startsWith('whsec_') ? signed({ keys: key }) : encrypted({ keys: key })
}

/** Returns the routes of webhooks, one for each community. Without a key there are none. */
export function webhookRoutes({ db, boss, communityIds, webhookKey }: AppContext): Hono {
  const routes = new Hono()
  if (webhookKey === undefined) return routes
  for (const communityId of communityIds) {
    const store = postgresStore(sqlClient(db), { scope: communityId })
    const router = createRouter({
      scheme: schemeOf(webhookKey),
      store,
      onRejected: (error) => console.error(`Webhook rejected: ${error.message}`),
    })
    for (const name of eventNames) {
      router.on(name, (event, { complete }) =>
        db.transaction().execute(async (tx) => {
          const transaction = sqlClient(tx)
          // Of the payload only the id of the member is kept, because it may hold any field.
          const memberId = memberIdOf(event.payload)
          const occurredAt = event.occurredAt ?? new Date()
          const reduced = { ...event, occurredAt, payload: { memberId } }
          const isIgnored = memberId !== undefined && (await isDeleted(tx, communityId, memberId))
          if (!isIgnored) await enqueue(boss, eventQueue(communityId), reduced, transaction)
          await complete(transaction)
        }),
      )
    }
    routes.post(`/webhooks/${communityId}`, forHono(router))
  }
  return routes
}
