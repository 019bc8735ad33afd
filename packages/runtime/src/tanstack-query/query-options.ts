import type { DataTag, QueryFunctionContext, QueryObserverOptions } from '@tanstack/query-core'
import type { Call } from '../call/call.ts'
import type { CallError } from '../errors/call-error.ts'
import { keyInput } from './key-input.ts'

/** Key of a query: the id of the operation, and the input. */
export type CallKey = readonly [operation: string, input: object]

/** Options of a query that makes a call. */
export interface QueryOptions<Data>
  extends Pick<QueryObserverOptions<Data, CallError, Data, Data, CallKey>, 'retry'> {
  readonly queryKey: DataTag<CallKey, Data, CallError>
  readonly queryFn: (context: QueryFunctionContext<CallKey>) => Promise<Data>
}

/**
 * Returns the options of a query that makes a call: its key is the id of the operation and the
 * input, its data the payload, its error a CallError. TanStack Query aborts the request when
 * nothing observes the query any more.
 *
 * `retry` is `false`, because the client already retries.
 *
 * @param call - What a generated function returns. The query makes this call each time that it
 * fetches.
 *
 * @example
 * ```ts
 * import { queryOptions } from '@returning-kit/runtime/tanstack-query'
 * import { QueryClient } from '@tanstack/query-core'
 *
 * const communityId = '6167dba9c548eb5c7ec28057'
 * const query = queryOptions(listCommunityUsers(client, { communityId, limit: 20 }))
 * const users = await new QueryClient().fetchQuery(query)
 * for (const user of users) console.log(user.displayName)
 * ```
 */
export function queryOptions<Data>(call: Call<unknown, Data>): QueryOptions<Data> {
  // Not the call itself: in development it would warn that it was never sent.
  const query = call.repeat()
  return {
    queryKey: [call.operation, keyInput(call.input)] as CallKey as QueryOptions<Data>['queryKey'],
    queryFn: ({ signal }) => query.repeat({ options: { signal } }).orThrow(),
    retry: false,
  }
}
