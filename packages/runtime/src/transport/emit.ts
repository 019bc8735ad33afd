import type { PreparedRequest } from '../operation/serializer.ts'
import { type CallState, shownUrl } from './context.ts'
import type { CallEvent } from './hooks.ts'

/**
 * Calls a hook. The rejection of an asynchronous hook is dropped: the call does not wait for it, and
 * unhandled it would end the process.
 *
 * @param details - The properties that other events do not have.
 * @param sent - The request of the call, or the one that a redirect led to.
 */
export function emit<Event extends CallEvent>(
  call: CallState,
  hook: (event: Event) => unknown,
  details: Omit<Event, keyof CallEvent>,
  sent: PreparedRequest = call.request,
): void {
  const event = {
    operation: call.id,
    attempt: call.attempts,
    method: sent.method,
    url: shownUrl(call, sent),
    ...details,
  }
  const returned = hook(event as CallEvent as Event) as Partial<Promise<unknown>> | undefined
  returned?.catch?.(() => {})
}
