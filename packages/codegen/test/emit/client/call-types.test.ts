import { describe, expect, it } from 'vitest'
import { compilers } from './compilers.ts'

const program = `import { createClient, getCommunityUser, listCommunityUsers, listRoles } from '@returning-kit/core'
const client = createClient({ token: 'fake-token' })
const communityId = 'c'
declare const names: string[]

export const user = await getCommunityUser(client, { communityId, userId: 'u' }).orThrow()
export const call = listCommunityUsers(client, { communityId })
export const result = await call
export const users = await listCommunityUsers(client, { communityId }).orThrow()
export const picked = await listCommunityUsers(client, { communityId, fields: ['email', 'id'] }).orThrow()
export const pickedCall = listCommunityUsers(client, { communityId, fields: ['email'] })
export const dynamic = await listCommunityUsers(client, { communityId, fields: names }).orThrow()
export const roles = listRoles(client)
export const { ok, data } = await listRoles(client)
if (ok) data satisfies object[]

// Errors, one a line.
picked[0]?.avatar
result.data.length
const all: object[] = result.data
listCommunityUsers(client, { communityId, fields: ['emial'] })
listCommunityUsers(client, { communityId, timeout: 5 })
listCommunityUsers(client, { communityId, totalTimeout: 5 })
listCommunityUsers(client, { communityId, pages: 2 })
`

describe.each(Object.entries(compilers))('%s', async (_, compile) => {
  const { typeOf, errors } = await compile(program)
  const errorOf = (code: string) =>
    errors.flatMap((error) => (error.code.includes(code) ? [error.message] : [])).join('\n')

  it('shows results and payloads by their names', () => {
    expect(typeOf('user')).toBe('CommunityUser')
    expect(typeOf('users')).toBe('CommunityUser[]')
    expect(typeOf('result')).toBe('ListCommunityUsersResult')
    expect(typeOf('call')).toBe(
      'PagedCall<ListCommunityUsersResult, CommunityUser[], CommunityUser>',
    )
    expect(typeOf('roles')).toBe('Call<ListRolesResult, Role[]>')
  })

  it('shows the names of selected fields, and that others were not selected', () => {
    const picked = /^Pick<CommunityUser, ("email" \| "id"|"id" \| "email")>\[\]$/
    expect(typeOf('picked')).toMatch(picked)
    expect(errorOf('picked[0]?.avatar')).toMatch(
      /^Property 'avatar' does not exist on type 'Pick<CommunityUser, .*"email".*>'/,
    )
    expect(typeOf('pickedCall')).toMatch(
      /^PagedCall<SelectedResult<ListCommunityUsersResult, Pick<CommunityUser, "email">\[\]>, Pick/,
    )
    expect(typeOf('dynamic')).toBe('Partial<CommunityUser>[]')
    expect(errorOf("fields: ['emial']")).toContain(`Did you mean '"email"'?`)
  })

  it('leads from the data of a result to `ok`', () => {
    expect(errorOf('result.data.length')).toContain(
      "Property 'length' does not exist on type 'CheckOkFirst'",
    )
    expect(errorOf('all: object[] = result.data')).toContain('CheckOkFirst')
  })

  it('says where a time limit in the input belongs', () => {
    const message = "Type 'number' is not assignable to type 'PassInThirdArgument'."
    expect(errorOf('timeout: 5')).toContain(message)
    expect(errorOf('totalTimeout: 5')).toContain(message)
  })

  it('rejects an input that the contract does not have, and nothing else', () => {
    expect(errorOf('pages: 2')).toContain("'pages' does not exist in type")
    const lines = new Set(errors.map(({ code }) => code))
    expect([...lines]).toEqual(program.split('// Errors, one a line.\n')[1]?.trim().split('\n'))
  })
})
