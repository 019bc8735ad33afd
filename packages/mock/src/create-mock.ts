import { createFetch } from './http/fetch.ts'
import { defaultBodyLimit } from './http/parse-body.ts'
import type { MockRequest } from './http/recorded-request.ts'
import { type CreateMockOptions, loadCore, type MockCore } from './mock-core.ts'

/** A mock in this process, without a server. */
export interface InProcessMock {
  /**
   * Responds to a request for any host, as the server of `startMock` does. It follows no redirects.
   * Rejects like `ready`.
   */
  readonly fetch: typeof globalThis.fetch
  /** Recent requests, oldest first. */
  readonly requests: readonly MockRequest[]
  /**
   * Loads what the first request needs. Rejects with ContractError if the mock cannot serve the
   * contract, and with ScenarioError if the scenario is invalid.
   */
  ready(): Promise<void>
  /** Clears the recorded requests and restarts the scenario. */
  reset(): void
}

/**
 * Returns a mock that responds in this process, without a port. Pass its `fetch` to a client, or to
 * anything else that takes a `fetch`.
 *
 * @param options - How to respond. An invalid scenario is reported by `ready` and each request.
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
  const { bodyLimit = defaultBodyLimit } = options
  const requests: MockRequest[] = []
  let loading: Promise<MockCore> | undefined
  let core: MockCore | undefined
  const load = async (): Promise<MockCore> => {
    loading ??= loadCore(options, requests)
    core = await loading
    return core
  }
  return {
    requests,
    async fetch(input, init) {
      const { handler } = await load()
      return createFetch(handler, bodyLimit)(input, init)
    },
    async ready() {
      await load()
    },
    reset() {
      core?.reset()
    },
  }
}
