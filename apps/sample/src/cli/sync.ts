import { runSync } from '../jobs/run-sync.ts'
import type { Settings } from '../settings.ts'
import { type Sync, startSync, syncById } from '../store/syncs.ts'
import { openDirectory } from './directory.ts'

/**
 * Syncs communities until they end, in this process. If another process works on one, its progress
 * is shown instead.
 *
 * @returns The syncs that did not succeed.
 */
export async function syncCommunities(
  settings: Settings,
  communityIds: readonly string[],
  signal: AbortSignal,
): Promise<Sync[]> {
  const directory = await openDirectory(settings)
  const { sync: context, store } = directory
  try {
    const failed: Sync[] = []
    for (const communityId of communityIds) {
      const id = await startSync(store.db, communityId)
      const ended = await follow(id)
      if (ended && ended.state !== 'succeeded') failed.push(ended)
    }
    return failed
  } finally {
    await directory.close()
  }

  async function follow(id: number): Promise<Sync | undefined> {
    while (!signal.aborted) {
      // Another process may work on the sync, or something failed temporarily.
      const ended = await runSync(context, id, signal)
      if (ended) return ended
      const current = await syncById(store.db, id)
      if (current) context.onProgress(current)
      if (current && current.state !== 'running') return current
      await context.sleep(1000, signal).catch(() => {})
    }
    return undefined
  }
}
