import { setTimeout as delay } from 'node:timers/promises'
import { createTestRequest } from '@returning-kit/webhooks'
import type { Receivers } from './receivers.ts'
import { scheme } from './settings.ts'

/** What a run of deliveries resulted in. */
export interface Sent {
  /** Ids of the events that were acknowledged with 200. */
  readonly acknowledged: string[]
  /** Number of responses by status; 0 is a connection that broke or was refused. */
  readonly responses: Map<number, number>
  /** Number of deliveries that a receiver responded to. */
  deliveries: number
}

/** Delivers events until `isOver`, and each one again until it is acknowledged, as senders do. */
export async function sendEvents(
  receivers: Receivers,
  connections: number,
  isOver: () => boolean,
): Promise<Sent> {
  const sent: Sent = { acknowledged: [], responses: new Map(), deliveries: 0 }

  async function deliver(request: Request): Promise<Response | undefined> {
    const { url } = receivers
    const response = url
      ? await fetch(url, {
          method: 'POST',
          headers: request.headers,
          body: await request.clone().arrayBuffer(),
        }).catch(() => undefined)
      : undefined
    await response?.arrayBuffer().catch(() => {})
    const status = response?.status ?? 0
    sent.responses.set(status, (sent.responses.get(status) ?? 0) + 1)
    if (response) sent.deliveries += 1
    return response
  }

  async function deliverEvents(): Promise<void> {
    for (let count = 1; !isOver(); count += 1) {
      const id = crypto.randomUUID()
      const request = await createTestRequest('userJoinedServer', { user: count }, { scheme, id })
      for (;;) {
        const response = await deliver(request)
        if (response?.ok) break
        // Not longer than a second, so that the run ends: receivers respond with 409 meanwhile.
        const seconds = Math.min(1, Number(response?.headers.get('retry-after') ?? 0.05))
        await delay(seconds * 1000)
      }
      sent.acknowledged.push(id)
      // Senders deliver some events again although they were acknowledged.
      if (count % 10 === 0) await deliver(request)
    }
  }

  await Promise.all(Array.from({ length: connections }, deliverEvents))
  return sent
}
