import { testConfig } from '@repo/testing/vitest'

// The documents of other projects take minutes, so they have a command of their own.
export default testConfig({
  include: ['test/corpus/*.corpus.ts'],
  reporters: ['default'],
  testTimeout: 300_000,
  hookTimeout: 60_000,
})
