import type { CommunityUser as CommunityUserType } from '@returning-kit/core'
import { ListCommunityUsersInput } from '@returning-kit/validation/inputs'
import { CommunityUser } from '@returning-kit/validation/schemas'
import { initTRPC, TRPCError } from '@trpc/server'
import { expect, expectTypeOf, it } from 'vitest'

const t = initTRPC.create()

// Schemas of the contract are tRPC's input and output parsers as they are.
const router = t.router({
  firstUser: t.procedure
    .input(ListCommunityUsersInput)
    .output(CommunityUser)
    .query(({ input }) => ({
      displayName: input.communityId,
      ...(input.limit === 13 && { id: 1.5 }),
    })),
})
const caller = t.createCallerFactory(router)({})
const communityId = '6167dba9c548eb5c7ec28057'

it('lets tRPC accept what fits, with its type', async () => {
  const user = await caller.firstUser({ communityId })
  expectTypeOf(user).toEqualTypeOf<CommunityUserType>()
  expect(user).toEqual({ displayName: communityId })
})

it('lets tRPC refuse what does not fit', async () => {
  const error = await caller.firstUser({ communityId: 'short' }).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(TRPCError)
  expect(error).toMatchObject({ code: 'BAD_REQUEST' })
  expect(String(error)).toContain('communityId must be a string that matches')
  await expect(caller.firstUser({ communityId, limit: 13 })).rejects.toMatchObject({
    code: 'INTERNAL_SERVER_ERROR',
  })
})
