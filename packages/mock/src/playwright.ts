import {
  test as base,
  type Request as PlaywrightRequest,
  type PlaywrightTestArgs,
  type PlaywrightTestOptions,
  type PlaywrightWorkerArgs,
  type PlaywrightWorkerOptions,
  type Route,
  type TestType,
} from '@playwright/test'
import { createMock } from './create-mock.ts'
import { isDisconnect } from './http/fetch.ts'
import type { InProcessMock } from './mock.ts'
import type { CreateMockOptions } from './mock-options.ts'

export { expect } from '@playwright/test'

/** The fixtures of {@link test}. */
export interface MockFixtures {
  /** Options of the mock, set with `use` in the configuration or in a file. @default {} */
  mockOptions: CreateMockOptions
  /** The mock that responds to the pages of this test. */
  mock: InProcessMock
}

async function toRequest(request: PlaywrightRequest): Promise<Request> {
  const body = request.postDataBuffer()
  return new Request(request.url(), {
    method: request.method(),
    headers: await request.allHeaders(),
    ...(body && { body: new Uint8Array(body) }),
  })
}

async function fulfill(mock: InProcessMock, route: Route): Promise<void> {
  try {
    const response = await mock.fetch(await toRequest(route.request()))
    const body = Buffer.from(await response.arrayBuffer())
    const { status, headers } = response
    await route.fulfill({ status, headers: Object.fromEntries(headers), body })
  } catch (error) {
    // Chromium has no response that ends in the middle, so the body may be the one that rejects.
    if (!isDisconnect(error)) throw error
    await route.abort('connectionreset')
  }
}

/**
 * The `test` of Playwright, with a mock for each test. It responds to requests of pages that belong
 * to an operation of the contract, for any host. Other requests leave the browser.
 *
 * ```ts
 * import { expect, test } from '@returning-kit/mock/playwright'
 *
 * test('shows the members', async ({ page, mock }) => {
 *   mock.scenario = { collections: [{ list: 'listCommunityUsers', items: 3 }] }
 *   await page.goto('/members')
 *   await expect(page.getByRole('listitem')).toHaveCount(3)
 * })
 * ```
 */
export const test: TestType<
  PlaywrightTestArgs & PlaywrightTestOptions & MockFixtures,
  PlaywrightWorkerArgs & PlaywrightWorkerOptions
> = base.extend<MockFixtures>({
  mockOptions: [{}, { option: true }],
  mock: [
    async ({ context, mockOptions }, use) => {
      const mock = createMock(mockOptions)
      await context.route('**/*', async (route) => {
        const { pathname } = new URL(route.request().url())
        const operation = mock.operationOf(route.request().method(), pathname)
        await (operation === undefined ? route.fallback() : fulfill(mock, route))
      })
      await use(mock)
    },
    { auto: true },
  ],
})
