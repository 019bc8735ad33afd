import type { MutationObserverOptions } from '@tanstack/query-core'
import type { Call } from '../call/call.ts'
import type { CallError } from '../errors/call-error.ts'

/** Options of a mutation that makes a call. */
export interface MutateOptions<Variables, Data>
  extends Pick<MutationObserverOptions<Data, CallError, Variables>, 'retry'> {
  readonly mutationFn: (variables: Variables) => Promise<Data>
}

/**
 * Returns the options of a mutation that makes a call: its data is the payload, its error a
 * CallError. The call is not aborted, because a write that was sent may have arrived.
 *
 * @param make - Returns the call for the variables of the mutation.
 *
 * @example
 * ```ts
 * import { mutationOptions } from '@returning-kit/runtime/tanstack-query'
 * import { MutationObserver, QueryClient } from '@tanstack/query-core'
 *
 * const communityId = '6167dba9c548eb5c7ec28057'
 * const options = mutationOptions((userId: string) =>
 *   getCommunityUser(client, { communityId, userId }),
 * )
 * const mutation = new MutationObserver(new QueryClient(), options)
 * const user = await mutation.mutate('61100af5c548eb5c7ebc7819')
 * console.log(user.displayName)
 * ```
 */
export function mutationOptions<Variables, Data>(
  make: (variables: Variables) => Call<unknown, Data>,
): MutateOptions<Variables, Data> {
  return { mutationFn: (variables) => make(variables).orThrow(), retry: false }
}
