import type { InProcessMock } from './mock.ts'
import { MockCore } from './mock-core.ts'
import type { CreateMockOptions } from './mock-options.ts'

/**
 * Returns a mock that responds in this process, without a port. Pass its `fetch` to a client, or to
 * anything else that takes a `fetch`.
 *
 * @param options - How to respond.
 * @throws ContractError if the mock cannot serve the contract, or the installed core was generated
 *   from another one.
 * @throws ScenarioError if the scenario has an unknown operation or an invalid response.
 * @example
 * ```ts
 * const mock = createMock()
 * const client = createClient({ token: 'fake-token', fetch: mock.fetch })
 * const communityId = '6167dba9c548eb5c7ec28057'
 * const users = await listCommunityUsers(client, { communityId }).orThrow()
 * console.log(users.length, mock.requests[0]?.operation) // 2 'listCommunityUsers'
 * ```
 */
export function createMock(options: CreateMockOptions = {}): InProcessMock {
  return new MockCore(options)
}
