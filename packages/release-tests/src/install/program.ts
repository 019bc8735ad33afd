// Programs of users, as text: the tests write them into projects that installed the tarballs.

/** Every entry point that needs no other package. */
export const entryPoints = [
  '@returning-kit/runtime',
  '@returning-kit/runtime/conversion',
  '@returning-kit/runtime/oauth2',
  '@returning-kit/runtime/openapi-fetch',
  '@returning-kit/runtime/recording',
  '@returning-kit/runtime/tanstack-query',
  '@returning-kit/runtime/validation',
  '@returning-kit/core',
  '@returning-kit/core/openapi-fetch',
  '@returning-kit/core/paths',
  '@returning-kit/validation',
  '@returning-kit/validation/schemas',
  '@returning-kit/validation/inputs',
  '@returning-kit/validation/operations',
  '@returning-kit/webhooks',
  '@returning-kit/webhooks/postgres',
  '@returning-kit/webhooks/widgets',
  '@returning-kit/mock',
] as const

/** A body of a program that calls a mock at `baseUrl` through both clients, with validation. */
export const body = `
  const client = createClient({
    baseUrl,
    token: 'fake-token',
    plugins: [validation(operations, { responses: 'throw' })],
  })
  const ids = { communityId: '6167dba9c548eb5c7ec28057', userId: '61100af5c548eb5c7ebc7819' }
  const user = await getCommunityUser(client, ids).orThrow()
  const api = createFetchClient(client)
  const path = { communityId: ids.communityId }
  const { response } = await api.GET('/v1/communities/{communityId}/users', { params: { path } })
  const request = await createTestRequest('userJoinedServer', {}, {
    scheme: encrypted({ keys: 'fake-key-of-exactly-32-character' }),
    url: 'http://localhost/webhooks',
  })
`

/** The expected output of {@link commonjs} and {@link typescript}. */
export const expected = 'Admin 200 POST\n'

const output = 'console.log(user.displayName, response.status, request.method)'

/** The program with `require()`. */
export const commonjs = `
const { createClient, getCommunityUser } = require('@returning-kit/core')
const { createClient: createFetchClient } = require('@returning-kit/core/openapi-fetch')
const { startMock } = require('@returning-kit/mock')
const { validation } = require('@returning-kit/validation')
const operations = require('@returning-kit/validation/operations')
const { createTestRequest, encrypted } = require('@returning-kit/webhooks')

async function main() {
  const mock = await startMock({ port: 0 })
  const baseUrl = mock.url
${body}
  ${output}
  await mock.stop()
}
main()
`

/** Imports of the program, without those of the mock. */
export const imports = `
import { createClient, getCommunityUser } from '@returning-kit/core'
import { createClient as createFetchClient } from '@returning-kit/core/openapi-fetch'
import { validation } from '@returning-kit/validation'
import * as operations from '@returning-kit/validation/operations'
import { createTestRequest, encrypted } from '@returning-kit/webhooks'
`

/** The program in TypeScript. */
export const typescript = `${imports}
import { startMock } from '@returning-kit/mock'
import type { paths } from '@returning-kit/core/paths'

export type Users = paths['/v1/communities/{communityId}/users']['get']

async function main(): Promise<void> {
  const mock = await startMock({ port: 0 })
  const baseUrl = mock.url
${body}
  // @ts-expect-error An unknown option
  void (() => createClient({ tokn: 'fake-token' }))
  ${output}
  await mock.stop()
}
main()
`

/** The program as a test of jest, against a mock that the global setup starts. */
export const test = `${imports}
test('calls the mock', async () => {
  const baseUrl = process.env['RETURNING_BASE_URL']
${body}
  expect([user.displayName, response.status, request.method]).toEqual(['Admin', 200, 'POST'])
})
`

/** The global setup and teardown of jest, by file name. */
export const setup: Readonly<Record<string, string>> = {
  'jest.mock.mjs': `import { startMock } from '@returning-kit/mock'

export default async function setup() {
  const mock = await startMock({ port: 0 })
  process.env.RETURNING_BASE_URL = mock.url
  globalThis.stopMock = () => mock.stop()
}
`,
  'jest.mock.stop.mjs': 'export default () => globalThis.stopMock()\n',
}
