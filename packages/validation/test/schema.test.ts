import type { CommunityUser as CommunityUserType } from '@returning-kit/core'
import { CommunityUser, ListCommunityUsersResponse } from '@returning-kit/validation/schemas'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { isSchemaError } from '../src/index.ts'

const page = {
  meta: { status: 'success', statusCode: 200 },
  data: [{ _id: '61100af5c548eb5c7ebc7819', avatar: null }],
}

it('is a Standard Schema value', () => {
  const { version, vendor, validate } = CommunityUser['~standard']
  expect({ version, vendor }).toEqual({ version: 1, vendor: 'returning-kit' })
  expect(validate({ id: 1 })).toEqual({ value: { id: 1 } })
  expect(validate({ id: 'one' })).toMatchObject({
    issues: [{ path: ['id'], message: 'id must be an integer, received string' }],
  })
})

it('narrows, asserts and parses', () => {
  const value: unknown = { displayName: 'Ada' }
  expect(CommunityUser.is(value)).toBe(true)
  if (CommunityUser.is(value)) expectTypeOf(value).toEqualTypeOf<CommunityUserType>()
  expect(CommunityUser.parse(value)).toBe(value)
  expect(() => CommunityUser.assert({ isOnline: 'yes' })).toThrow(
    'CommunityUser does not match the contract: isOnline must be a boolean, received string.',
  )
})

describe('issues', () => {
  const issues = (value: unknown) => {
    const result = ListCommunityUsersResponse['~standard'].validate(value)
    return 'issues' in result ? result.issues : undefined
  }

  it('describe each problem by path, pointer and keyword', () => {
    const reported = issues({
      ...page,
      data: [page.data[0], { _id: 'short', id: 1.5, lastLogin: 'yesterday' }],
    })
    expect(reported).toEqual([
      {
        path: ['data', 1, '_id'],
        pointer: '/data/1/_id',
        keyword: 'pattern',
        message: 'data.1._id must be a string that matches ^[0-9a-fA-F]{24}$, received string',
        expected: 'a string that matches ^[0-9a-fA-F]{24}$',
        received: 'string',
      },
      {
        path: ['data', 1, 'id'],
        pointer: '/data/1/id',
        keyword: 'type',
        message: 'data.1.id must be an integer, received number',
        expected: 'an integer',
        received: 'number',
      },
      {
        path: ['data', 1, 'lastLogin'],
        pointer: '/data/1/lastLogin',
        keyword: 'format',
        message: 'data.1.lastLogin must be a valid date-time, received string',
        expected: 'a valid date-time',
        received: 'string',
      },
    ])
    expect(issues({})).toMatchObject([
      { path: ['meta'], message: 'meta must be present, received undefined' },
      { path: ['data'], message: 'data must be present, received undefined' },
    ])
  })

  it('never contain the value', () => {
    const secret = 'fake-secret-value'
    const error = (() => {
      try {
        ListCommunityUsersResponse.parse({ meta: secret, data: [{ _id: secret, email: 7 }] })
      } catch (thrown) {
        return thrown
      }
    })()
    expect(isSchemaError(error)).toBe(true)
    expect(JSON.stringify(error) + String(error)).not.toContain(secret)
  })
})
