import { testConfig } from '@repo/testing/vitest'

export default testConfig({
  globalSetup: ['test/global-setup.ts'],
  hookTimeout: 60_000,
  isolate: false,
})
