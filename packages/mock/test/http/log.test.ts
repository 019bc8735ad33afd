import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Document } from '../../src/contract/document.ts'
import { readOperations } from '../../src/contract/operation.ts'
import { humanLog, jsonLog } from '../../src/http/log.ts'
import { createQueryFormatter, type MockRequest } from '../../src/http/recorded-request.ts'
import { document } from '../contract/document.ts'

const contract = document as unknown as Document
const query = createQueryFormatter(contract, readOperations(contract))
const options = { query, now: () => new Date('2026-01-01T12:34:56Z') }
const request: MockRequest = {
  operation: 'listCommunityUsers',
  method: 'GET',
  path: '/v1/communities/x/users',
  pathParameters: {},
  query: new URLSearchParams('page=2'),
  headers: {},
  body: null,
  status: 200,
  warnings: [],
  duration: 2.345,
}

it('is a line for a person with the warnings below', () => {
  expect(
    humanLog(
      { ...request, warnings: ['Query parameter `pages` is not in the contract.'] },
      options,
    ),
  ).toBe(
    `12:34:56 200 GET    /v1/communities/x/users?page=2 listCommunityUsers 2.3 ms
         ! Query parameter \`pages\` is not in the contract.`,
  )
  expect(humanLog({ ...request, status: 0, operation: undefined }, options)).toContain(
    'disconnected GET    /v1/communities/x/users?page=*** (no operation)',
  )
})

it('is a line of JSON for a program', () => {
  expect(JSON.parse(jsonLog(request, options))).toEqual({
    event: 'request',
    time: '2026-01-01T12:34:56.000Z',
    method: 'GET',
    path: '/v1/communities/x/users?page=2',
    status: 200,
    operation: 'listCommunityUsers',
    duration: 2.345,
    warnings: [],
  })
})

it('shows no value of an undeclared or sensitive parameter', () => {
  const line = (operation: string, search: string) =>
    humanLog({ ...request, operation, query: new URLSearchParams(search) }, options)
  expect(line('listCommunityUsers', 'token=fake-secret&page=1')).toContain('?token=***&page=1')
  expect(line('signInWithSecureAuth', 'action=login&email=jane@example.com')).toContain(
    '?action=login&email=***',
  )
})

it('is one line for any method and path', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (path, method) => {
      const anyRequest = { ...request, path, method }
      expect(humanLog(anyRequest, options).split('\n')).toHaveLength(1)
      expect(humanLog(anyRequest, options)).not.toMatch(/\p{Cc}/u)
      expect(jsonLog(anyRequest, options)).not.toContain('\n')
    }),
  )
})
