import { Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { Db } from '../store/schema.ts'
import { latestSyncs } from '../store/syncs.ts'
import { syncStatus } from '../views/sync-status.ts'
import type { AppContext, Variables } from './context.ts'
import type { Pages } from './pages.ts'

const pollInterval = 1000
const maxSubscribers = 200

/** What open pages show: the state of the sync as HTML, and a number that changes with the members. */
interface State {
  readonly status: string
  readonly revision: number
}

async function readState(db: Db, communityId: string): Promise<State> {
  const [community, [sync]] = await Promise.all([
    db
      .selectFrom('communities')
      .select('revision')
      .where('id', '=', communityId)
      .executeTakeFirst(),
    latestSyncs(db, communityId, 1),
  ])
  return { status: String(await syncStatus(communityId, sync)), revision: community?.revision ?? 0 }
}

type Subscriber = (state: State) => void

/**
 * Polls the state of each community that a page is open for, once for all of them. A connection that
 * listens would notice a change sooner, but not that the network dropped it.
 */
export class LiveFeed {
  readonly #db: Db
  readonly #subscribers = new Map<string, Set<Subscriber>>()
  readonly #timers = new Map<string, NodeJS.Timeout>()
  #count = 0

  constructor(db: Db) {
    this.#db = db
  }

  get isFull(): boolean {
    return this.#count >= maxSubscribers
  }

  /** Calls `subscriber` with the state now and every second. Returns a function that ends that. */
  subscribe(communityId: string, subscriber: Subscriber): () => void {
    const subscribers = this.#subscribers.get(communityId) ?? new Set()
    this.#subscribers.set(communityId, subscribers.add(subscriber))
    this.#count += 1
    if (subscribers.size === 1) void this.#poll(communityId)
    return () => {
      if (!subscribers.delete(subscriber)) return
      this.#count -= 1
      if (subscribers.size > 0) return
      this.#subscribers.delete(communityId)
      clearTimeout(this.#timers.get(communityId))
    }
  }

  async #poll(communityId: string): Promise<void> {
    try {
      const state = await readState(this.#db, communityId)
      for (const subscriber of this.#subscribers.get(communityId) ?? []) subscriber(state)
    } catch (error) {
      console.error(`Database: ${(error as Error).message}`)
    }
    if (!this.#subscribers.has(communityId)) return
    this.#timers.set(communityId, setTimeout(() => this.#poll(communityId), pollInterval).unref())
  }
}

/** Returns the route of server-sent events: `sync` with the state as HTML, and `members`. */
export function liveRoutes({ db }: AppContext, pages: Pages): Hono<Variables> {
  const routes = new Hono<Variables>()
  const feed = new LiveFeed(db)
  routes.get('/live', (c) => {
    const communityId = pages.communityOf(c)
    if (feed.isFull) return c.text('Too many pages are open.', 503, { 'retry-after': '30' })
    return streamSSE(c, async (stream) => {
      let last: State | undefined
      let beats = 0
      await new Promise<void>((resolve) => {
        const unsubscribe = feed.subscribe(communityId, (state) => {
          const isFirst = last === undefined
          if (state.status !== last?.status) stream.writeSSE({ event: 'sync', data: state.status })
          if (!isFirst && state.revision !== last?.revision)
            stream.writeSSE({ event: 'members', data: String(state.revision) })
          // Without it a proxy would end a connection that is silent.
          beats += 1
          if (beats % 15 === 0) stream.writeSSE({ event: 'beat', data: '' })
          last = state
        })
        stream.onAbort(() => {
          unsubscribe()
          resolve()
        })
      })
    })
  })
  return routes
}
