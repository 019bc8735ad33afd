import type {
  DataTag,
  InfiniteData,
  InfiniteQueryObserverOptions,
  QueryFunctionContext,
} from '@tanstack/query-core'
import type { CallError } from '../errors/call-error.ts'
import type { Page, PagedCall } from '../pagination/paged-call.ts'
import { keyInput } from './key-input.ts'
import type { CallKey } from './query-options.ts'

/** One page of an infinite query. */
export type QueryPage<Item> = Pick<Page<Item>, 'items' | 'next'>

/** Where a page begins: the input properties that differ from those of the first page. */
type PageParam = NonNullable<QueryPage<unknown>['next']>

type Pages<Item> = InfiniteData<QueryPage<Item>, PageParam>

// Another key than that of a query of the same call, because the data differs.
type InfiniteKey = readonly [...CallKey, 'pages']

/** Options of an infinite query over the pages of a list. */
export interface InfiniteOptions<Item>
  extends Pick<
    InfiniteQueryObserverOptions<QueryPage<Item>, CallError, Pages<Item>, InfiniteKey, PageParam>,
    'retry'
  > {
  readonly queryKey: DataTag<InfiniteKey, Pages<Item>, CallError>
  readonly queryFn: (
    context: QueryFunctionContext<InfiniteKey, PageParam>,
  ) => Promise<QueryPage<Item>>
  readonly initialPageParam: PageParam
  readonly getNextPageParam: (last: QueryPage<Item>) => PageParam | undefined
}

/**
 * Returns the options of an infinite query over the pages of a list. Its data holds `pages`, each
 * with `items`; the pagination of the contract decides where the next page begins and which is the
 * last one.
 *
 * @param call - What the generated function of a list returns. Its input may name the first page.
 *
 * @example
 * ```ts
 * import { infiniteQueryOptions } from '@returning-kit/runtime/tanstack-query'
 * import { QueryClient } from '@tanstack/query-core'
 *
 * const communityId = '6167dba9c548eb5c7ec28057'
 * const query = infiniteQueryOptions(listCommunityUsers(client, { communityId, limit: 20 }))
 * const { pages } = await new QueryClient().fetchInfiniteQuery(query)
 * for (const user of pages.flatMap(({ items }) => items)) console.log(user.displayName)
 * ```
 */
export function infiniteQueryOptions<Item>(
  call: PagedCall<unknown, unknown, Item>,
): InfiniteOptions<Item> {
  // Not the call itself: in development it would warn that it was never sent.
  const list = call.repeat()
  const queryKey: InfiniteKey = [call.operation, keyInput(call.input), 'pages']
  return {
    queryKey: queryKey as InfiniteOptions<Item>['queryKey'],
    async queryFn({ pageParam, signal }) {
      const pages = list.repeat({ input: pageParam, options: { signal } }).pages()
      // Without the response, which a persisted cache could not hold.
      for await (const { items, next } of pages) return { items, next }
      return { items: [], next: undefined }
    },
    initialPageParam: {},
    getNextPageParam: ({ next }) => next,
    retry: false,
  }
}
