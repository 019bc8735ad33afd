import type { CallState } from './context.ts'
import type { CredentialCache } from './credential-cache.ts'
import { withinCall } from './time-limit.ts'

/**
 * Renews the credentials of a call that were rejected with a 401. Returns whether there is another
 * one to send. A renewed credential that is rejected is not renewed again.
 *
 * @param key - The operation, as the caches remember it.
 * @param wasRenewed - Whether the rejected credentials were renewed within this call.
 */
export async function renewCredentials(
  call: CallState,
  caches: readonly CredentialCache[],
  key: string,
  wasRenewed: boolean,
): Promise<boolean> {
  if (wasRenewed) {
    for (const cache of caches) cache.deny(key)
    return false
  }
  call.awaited = 'credential'
  const renew = (signal: AbortSignal) =>
    Promise.all(
      caches.map((cache, index) => cache.renew(call.values[index] as string, key, signal)),
    )
  return (await withinCall(call, renew, call.timeout)).includes(true)
}
