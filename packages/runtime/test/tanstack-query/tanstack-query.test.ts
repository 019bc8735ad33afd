import { type CallError, isResponseError } from '@returning-kit/runtime'
import {
  infiniteQueryOptions,
  mutationOptions,
  queryOptions,
} from '@returning-kit/runtime/tanstack-query'
import {
  InfiniteQueryObserver,
  MutationObserver,
  QueryClient,
  QueryObserver,
} from '@tanstack/query-core'
import { describe, expect, expectTypeOf, it, onTestFinished } from 'vitest'
import { createUser, getUser, listUsers, observed, type User } from './functions.ts'

function queries(): QueryClient {
  const queryClient = new QueryClient()
  onTestFinished(() => queryClient.clear())
  return queryClient
}

const user = { id: 1, name: 'Ann' }

describe('queryOptions', () => {
  it('calls the function, and keeps its payload under a typed key', async () => {
    const { client, requests } = observed(() => Response.json(user))
    const queryClient = queries()
    const options = queryOptions(getUser(client, { id: 1 }))
    expect(options.queryKey).toEqual(['getUser', { id: 1 }])
    expect(requests).toEqual([])
    const data = await queryClient.fetchQuery(options)
    expectTypeOf(data).toEqualTypeOf<User>()
    expect(data).toEqual(user)
    const kept = queryClient.getQueryData(options.queryKey)
    expectTypeOf(kept).toEqualTypeOf<User | undefined>()
    expect(kept).toEqual(user)
    expect(requests.map(({ url }) => url)).toEqual(['https://api.example.com/users/1'])
    await queryClient.refetchQueries({ queryKey: options.queryKey })
    expect(requests).toHaveLength(2)
  })

  it('has a key that can be hashed, although the input has a bigint', async () => {
    const { client, requests } = observed(() => Response.json(user))
    const options = queryOptions(getUser(client, { id: 9007199254740993n as never }))
    expect(options.queryKey).toEqual(['getUser', { id: '9007199254740993n' }])
    expect(await queries().fetchQuery(options)).toEqual(user)
    expect(requests.map(({ url }) => url)).toEqual([
      'https://api.example.com/users/9007199254740993',
    ])
  })

  it('infers the chosen fields', async () => {
    const { client, requests } = observed(() => Response.json({ users: [{ id: 1 }] }))
    const options = queryOptions(listUsers(client, { fields: ['id'] }))
    expectTypeOf(await queries().fetchQuery(options)).toEqualTypeOf<Pick<User, 'id'>[]>()
    expect(requests.map(({ url }) => url)).toEqual(['https://api.example.com/users?id=true'])
  })

  it('passes the options of the call', async () => {
    const { client, requests } = observed(() => Response.json(user))
    const options = queryOptions(getUser(client, { id: 1 }, { headers: { 'x-trace': 'a' } }))
    await queries().fetchQuery(options)
    expect(requests[0]?.headers.get('x-trace')).toBe('a')
  })

  it('has the typed error of the call, and leaves retries to the client', async () => {
    const { client, requests } = observed(() => Response.json({ message: 'no' }, { status: 404 }))
    const observer = new QueryObserver(queries(), queryOptions(getUser(client, { id: 1 })))
    const failed = Promise.withResolvers<CallError>()
    onTestFinished(
      observer.subscribe(({ error }) => {
        expectTypeOf(error).toEqualTypeOf<CallError | null>()
        if (error) failed.resolve(error)
      }),
    )
    const error = await failed.promise
    expect(isResponseError(error) && error.status).toBe(404)
    expect(error.operation).toBe('getUser')
    expect(requests).toHaveLength(1)
  })

  it('aborts the request that nothing observes any more', async () => {
    const sent = Promise.withResolvers<void>()
    const aborted = Promise.withResolvers<void>()
    const { client } = observed((request) => {
      request.signal.addEventListener('abort', () => aborted.resolve())
      sent.resolve()
      return new Promise(() => {})
    })
    const queryClient = queries()
    const options = queryOptions(getUser(client, { id: 1 }))
    const unsubscribe = new QueryObserver(queryClient, options).subscribe(() => {})
    await sent.promise
    unsubscribe()
    await aborted.promise
    expect(queryClient.getQueryState(options.queryKey)).toMatchObject({
      status: 'pending',
      fetchStatus: 'idle',
      error: null,
    })
  })
})

describe('infiniteQueryOptions', () => {
  const pages: Record<string, object> = {
    first: { users: [user], next: 'b' },
    b: { users: [], next: 'c' },
    c: { users: [{ id: 2, name: 'Bo' }] },
  }
  const respond = (request: Request) =>
    Response.json(pages[new URL(request.url).searchParams.get('cursor') ?? 'first'])

  it('follows the pagination of the contract, page by page', async () => {
    const { client, requests } = observed(respond)
    const options = infiniteQueryOptions(listUsers(client, {}))
    expect(options.queryKey).toEqual(['listUsers', {}, 'pages'])
    const observer = new InfiniteQueryObserver(queries(), options)
    const first = await observer.fetchNextPage()
    expect(first.data?.pages).toEqual([{ items: [user], next: { cursor: 'b' } }])
    expect(first.hasNextPage).toBe(true)
    expect(requests).toHaveLength(1)
    let result = first
    while (result.hasNextPage) result = await observer.fetchNextPage()
    const users = result.data?.pages.flatMap(({ items }) => items)
    expectTypeOf(users).toEqualTypeOf<User[] | undefined>()
    expectTypeOf(result.error).toEqualTypeOf<CallError | null>()
    expect(users).toEqual([user, { id: 2, name: 'Bo' }])
    expect(requests).toHaveLength(3)
  })

  it('begins at the page of the input, and refetches the pages it has', async () => {
    const { client, requests } = observed(respond)
    const queryClient = queries()
    const options = infiniteQueryOptions(listUsers(client, { cursor: 'b' }))
    const { pages: fetched } = await queryClient.fetchInfiniteQuery({ ...options, pages: 5 })
    expect(fetched.flatMap(({ items }) => items)).toEqual([{ id: 2, name: 'Bo' }])
    const before = requests.length
    await queryClient.refetchQueries({ queryKey: options.queryKey })
    const kept = queryClient.getQueryData(options.queryKey)
    expectTypeOf(kept?.pages[0]?.items).toEqualTypeOf<readonly User[] | undefined>()
    expect(kept?.pages).toEqual(fetched)
    expect(requests.length).toBe(2 * before)
  })

  it('has no page without items', async () => {
    const { client } = observed(() => Response.json({ users: [] }))
    const data = await queries().fetchInfiniteQuery(infiniteQueryOptions(listUsers(client, {})))
    expect(data.pages).toEqual([{ items: [], next: undefined }])
  })
})

describe('mutationOptions', () => {
  it('sends the variables as input, and returns the payload', async () => {
    const { client, requests } = observed(() => Response.json(user))
    const observer = new MutationObserver(
      queries(),
      mutationOptions((name: string) => createUser(client, { body: { name } })),
    )
    const created = await observer.mutate('Ann')
    expectTypeOf(created).toEqualTypeOf<User>()
    expect(created).toEqual(user)
    expect(await requests[0]?.json()).toEqual({ name: 'Ann' })
  })

  it('has the typed error of the call', async () => {
    const { client } = observed(() => Response.json({}, { status: 409 }))
    const observer = new MutationObserver(
      queries(),
      mutationOptions((name: string) => createUser(client, { body: { name } })),
    )
    await observer.mutate('Ann').catch(() => {})
    const { error } = observer.getCurrentResult()
    expectTypeOf(error).toEqualTypeOf<CallError | null>()
    expect(error).toMatchObject({ name: 'ResponseError', status: 409 })
  })
})
