// Options of TanStack Query for the calls of a client. It imports only types of TanStack Query.

export { type InfiniteOptions, infiniteQueryOptions, type QueryPage } from './infinite-query.ts'
export { type MutateOptions, mutationOptions } from './mutation.ts'
export { type CallKey, type QueryOptions, queryOptions } from './query-options.ts'
