import { createTestRequest } from '@returning-kit/webhooks'
import { sql } from 'kysely'
import type { Sleep } from '../client.ts'
import { schemeOf } from '../routes/webhooks.ts'
import type { Db } from '../store/schema.ts'

const names = ['userVisitedServer', 'messagePostedAnywhere', 'storeItemPurchased'] as const

/** Where the events of the example go, and when. */
export interface ExampleEvents {
  readonly db: Db
  readonly communityId: string
  /** URL of the service. */
  readonly url: string
  readonly webhookKey: string
  readonly sleep: Sleep
}

/** Sends the event of a random member to the service, as the API would. */
async function sendEvent(
  { db, communityId, url, webhookKey }: ExampleEvents,
  signal: AbortSignal,
): Promise<void> {
  const member = await db
    .selectFrom('members')
    .select('id')
    .where('community_id', '=', communityId)
    .orderBy(sql`random()`)
    .limit(1)
    .executeTakeFirst()
  if (!member) return
  const name = names[Math.floor(Math.random() * names.length)] ?? names[0]
  const options = { scheme: schemeOf(webhookKey), url: `${url}/webhooks/${communityId}` }
  await fetch(await createTestRequest(name, { userId: member.id }, options), { signal })
}

/** Sends an event every few seconds until the signal aborts. */
export async function sendExampleEvents(events: ExampleEvents, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await events.sleep(2000 + Math.random() * 3000, signal)
      await sendEvent(events, signal)
    } catch (error) {
      if (!signal.aborted) console.error(`Example event: ${(error as Error).message}`)
    }
  }
}
