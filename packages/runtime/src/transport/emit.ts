/**
 * Calls a hook, if there is one. The rejection of an asynchronous hook is dropped: the call does not wait for it, and
 * unhandled it would end the process.
 */
export function emit<Event>(hook: ((event: Event) => void) | undefined, event: () => Event): void {
  const returned = hook?.(event()) as Partial<Promise<unknown>> | undefined
  returned?.catch?.(() => {})
}
