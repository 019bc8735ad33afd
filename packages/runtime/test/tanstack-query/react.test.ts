import type { CallError } from '@returning-kit/runtime'
import {
  infiniteQueryOptions,
  mutationOptions,
  queryOptions,
} from '@returning-kit/runtime/tanstack-query'
import {
  infiniteQueryOptions as reactInfiniteQueryOptions,
  mutationOptions as reactMutationOptions,
  queryOptions as reactQueryOptions,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useSuspenseQuery,
} from '@tanstack/react-query'
import { expect, expectTypeOf, it } from 'vitest'
import { createUser, getUser, listUsers, observed, type User } from './functions.ts'

const { client } = observed(() => Response.json({}))
const user = queryOptions(getUser(client, { id: 1 }))
const users = infiniteQueryOptions(listUsers(client, {}))
const create = mutationOptions((name: string) => createUser(client, { body: { name } }))

// Hooks run in components only, so these are compiled and not called.
const useUser = () => useQuery(user)
const useName = () => useQuery({ ...user, select: ({ name }) => name })
const useLoadedUser = () => useSuspenseQuery(user)
const useUsers = () => useInfiniteQuery(users)
const useCreate = () => useMutation(create)

it('fits the options of TanStack Query for React', () => {
  expect(reactQueryOptions(user)).toBe(user)
  expect(reactInfiniteQueryOptions(users)).toBe(users)
  expect(reactMutationOptions(create)).toBe(create)
})

it('gives the hooks for React the payload and the error of the call', () => {
  expectTypeOf<ReturnType<typeof useUser>['data']>().toEqualTypeOf<User | undefined>()
  expectTypeOf<ReturnType<typeof useUser>['error']>().toEqualTypeOf<CallError | null>()

  expectTypeOf<ReturnType<typeof useName>['data']>().toEqualTypeOf<string | undefined>()

  expectTypeOf<ReturnType<typeof useLoadedUser>['data']>().toEqualTypeOf<User>()

  type Pages = NonNullable<ReturnType<typeof useUsers>['data']>['pages']
  expectTypeOf<Pages[number]['items']>().toEqualTypeOf<readonly User[]>()

  type Create = ReturnType<typeof useCreate>
  expectTypeOf<Create['data']>().toEqualTypeOf<User | undefined>()
  expectTypeOf<Create['error']>().toEqualTypeOf<CallError | null>()
  expectTypeOf<Parameters<Create['mutate']>[0]>().toEqualTypeOf<string>()
})
