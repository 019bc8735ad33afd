import { assertKnown, resolveOptions } from '../errors/input-error.ts'
import type { Operation } from '../operation/operation.ts'
import type { PreparedRequest } from '../operation/serializer.ts'
import type { CallOptions, CallState, ClientContext } from './context.ts'
import { credentialsOf } from './credentials.ts'
import type { Plugin } from './hooks.ts'
import { withinCall } from './time-limit.ts'

/** Returns the state of a call that begins now. Throws InputError for invalid options. */
export function startCall(
  context: ClientContext,
  operation: Operation | undefined,
  options: CallOptions,
): CallState {
  const { contract, clock, find } = context
  const { credentials } = options
  const id = operation?.id
  let { timeout, totalTimeout } = context
  if (options.timeout !== undefined || options.totalTimeout !== undefined) {
    ;({ timeout, totalTimeout } = resolveOptions({ timeout, totalTimeout }, options, id))
  }
  if (credentials && contract.credentials) {
    assertKnown(credentials, contract.credentials, id, 'credentials.')
  }
  return {
    context,
    operation,
    id,
    options,
    find: credentials ? credentialsOf(credentials, clock, find) : find,
    timeout,
    totalTimeout,
    endsAt: clock.now() + totalTimeout,
    // Set before it is read.
    request: {} as PreparedRequest,
    returnsRedirect: false,
    schemes: [],
    values: [],
    awaited: 'end of a plugin',
    attempts: 0,
    responded: false,
  }
}

type Step = 'afterResponse' | 'validateInput' | 'validateResponse'

/** Runs a step of each plugin, with a timer of its own. */
export function runPlugins<Name extends Step>(
  call: CallState,
  step: Name,
  ...details: Parameters<NonNullable<Plugin[Name]>>
): Promise<void> {
  call.awaited = 'end of a plugin'
  return withinCall(call, async () => {
    for (const plugin of call.context.plugins) {
      await (plugin[step] as ((...rest: unknown[]) => unknown) | undefined)?.(...details)
    }
  })
}
