import { AbortError } from '../errors/abort-error.ts'
import { assertAtLeastZero, assertKnown } from '../errors/input-error.ts'
import { TimeoutError } from '../errors/timeout-error.ts'
import type { Operation } from '../operation/operation.ts'
import type { PreparedRequest } from '../operation/serializer.ts'
import type { CallOptions, CallState, ClientContext } from './context.ts'
import { credentialsOf } from './credentials.ts'
import type { Plugin } from './hooks.ts'
import { withTimeLimit } from './time-limit.ts'

/** Returns the state of a call that begins now. Throws InputError for invalid options. */
export function startCall(
  context: ClientContext,
  operation: Operation | undefined,
  options: CallOptions,
): CallState {
  const { timeout = context.timeout, totalTimeout = context.totalTimeout, credentials } = options
  const id = operation?.id
  const { contract, clock } = context
  assertAtLeastZero({ timeout, totalTimeout }, id)
  if (credentials && contract.credentials) {
    assertKnown(credentials, contract.credentials, id, 'credentials.')
  }
  return {
    operation,
    options,
    credentials: credentials
      ? credentialsOf(credentials, clock, context.credentials)
      : context.credentials,
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

/** Runs a task within what is left of the time of a call, and within `ms`. */
export function withinCall<T>(
  { clock }: ClientContext,
  call: CallState,
  task: (signal: AbortSignal) => Promise<T>,
  ms: number = Infinity,
): Promise<T> {
  const operation = call.operation?.id
  const remaining = call.endsAt - clock.now()
  const limit = ms < remaining ? 'timeout' : 'totalTimeout'
  return withTimeLimit(
    clock,
    {
      ms: Math.min(ms, remaining),
      expired: () => new TimeoutError(limit, call[limit], { ...call, operation }),
      signal: call.options.signal,
      aborted: (cause) => new AbortError({ cause, operation }),
    },
    task,
  )
}

/** Runs a task for each plugin, with a timer of its own. */
export function runPlugins(
  context: ClientContext,
  call: CallState,
  run: (plugin: Plugin) => void | Promise<void> | undefined,
): Promise<void> {
  return withinCall(context, call, async () => {
    for (const plugin of context.plugins) await run(plugin)
  })
}
