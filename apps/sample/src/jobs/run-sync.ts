import { isCallError, isNetworkError, isResponseError, isTimeoutError } from '@returning-kit/core'
import {
  type ClaimedSync,
  claimSync,
  endSync,
  LeaseLostError,
  leaseSeconds,
  releaseSync,
  type Sync,
  updateSync,
} from '../store/syncs.ts'
import type { SyncContext } from './context.ts'
import { NoMembersError, syncMembers } from './sync-members.ts'
import { syncRoles } from './sync-roles.ts'

/** After so many failures in a row a sync fails. Their delays add up to about an hour. */
const maxFailures = 15

const cancelled = Symbol('cancelled')

const permanentStatuses: ReadonlySet<number> = new Set([400, 401, 403, 404, 422])

/** Returns whether another attempt would fail as well. */
function isPermanent(error: unknown): boolean {
  if (error instanceof NoMembersError) return true
  if (isResponseError(error)) return permanentStatuses.has(error.status)
  return isCallError(error) && !isNetworkError(error) && !isTimeoutError(error)
}

/** Renews the lease until `stop` is called. Aborts when the sync is cancelled or taken over. */
function keepLease(context: SyncContext, claim: ClaimedSync) {
  const lost = new AbortController()
  const stopping = new AbortController()
  const renew = async () => {
    while (!stopping.signal.aborted) {
      await context.sleep((leaseSeconds * 1000) / 10, stopping.signal)
      const { cancel_requested } = await updateSync(context.db, claim, {})
      if (cancel_requested) return lost.abort(cancelled)
    }
  }
  const run = async (): Promise<void> => {
    try {
      await renew()
    } catch (error) {
      if (stopping.signal.aborted) return
      if (error instanceof LeaseLostError) return lost.abort(error)
      // The database may come back before the lease ends.
      return run()
    }
  }
  const done = run()
  return {
    signal: lost.signal,
    stop: async () => {
      stopping.abort()
      await done
    },
  }
}

/**
 * Works on a sync until it ends, or until the signal aborts. Does nothing if it ended or belongs to
 * another process. What fails temporarily is released, to be continued later.
 *
 * @returns The sync as it ended, or undefined if it did not end here.
 */
export async function runSync(
  context: SyncContext,
  id: number,
  signal: AbortSignal,
): Promise<Sync | undefined> {
  const { db } = context
  const claim = await claimSync(db, id)
  if (!claim) return undefined
  let latest: Sync = claim
  const onProgress = (sync: Sync) => {
    latest = sync
    context.onProgress(sync)
  }
  onProgress(claim)
  const lease = keepLease(context, claim)
  const anySignal = AbortSignal.any([signal, lease.signal])
  const report = async (ended: Promise<Sync>) => {
    onProgress(await ended)
    return latest
  }
  try {
    const reporting = { ...context, onProgress }
    let sync = claim
    if (sync.phase === 'members') sync = await syncMembers(reporting, sync, anySignal)
    if (context.readsRoles) await syncRoles(reporting, sync, anySignal)
    return await report(endSync(db, claim, { state: 'succeeded' }))
  } catch (error) {
    if (lease.signal.reason === cancelled) return report(endSync(db, claim, { state: 'cancelled' }))
    if (error instanceof LeaseLostError || lease.signal.aborted) return undefined
    if (signal.aborted) {
      await releaseSync(db, claim)
      return undefined
    }
    const note = error instanceof Error ? error.message : String(error)
    if (isPermanent(error) || latest.failures >= maxFailures)
      return report(endSync(db, claim, { state: 'failed', note }))
    const delaySeconds = Math.min(300, 5 * 2 ** latest.failures)
    await releaseSync(db, claim, { note, delaySeconds })
    return undefined
  } finally {
    await lease.stop()
  }
}
