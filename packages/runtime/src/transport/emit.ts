import type { PreparedRequest } from '../operation/serializer.ts'
import { type CallState, type ClientContext, shownUrl } from './context.ts'
import type { CallEvent, Hooks } from './hooks.ts'

type EventOf<Name extends keyof Hooks> = Parameters<NonNullable<Hooks[Name]>>[0]

/**
 * Calls a hook, if there is one. The rejection of an asynchronous hook is dropped: the call does not wait for it, and
 * unhandled it would end the process.
 *
 * @param details - Returns the properties that other events do not have.
 * @param sent - The request of the call, or the one that a redirect led to.
 */
export function emit<Name extends keyof Hooks>(
  context: ClientContext,
  call: CallState,
  name: Name,
  details: () => Omit<EventOf<Name>, keyof CallEvent>,
  sent: PreparedRequest = call.request,
): void {
  const hook = context.options[name] as ((event: CallEvent) => unknown) | undefined
  if (!hook) return
  const returned = hook({
    operation: call.operation?.id,
    attempt: call.attempts,
    method: sent.method,
    url: shownUrl(context, call, sent),
    ...details(),
  }) as Partial<Promise<unknown>> | undefined
  returned?.catch?.(() => {})
}
