import { defineConfig } from 'vitest/config'

// These tests pack, install and start other programs, so they have scripts of their own.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'pack',
          include: ['src/{pack,install,webhooks}/*.test.ts'],
          globalSetup: ['src/pack/global.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      {
        // The sample runs on the sources of the packages, as it does for users.
        resolve: { conditions: ['@repo/source', 'node'] },
        ssr: { resolve: { conditions: ['@repo/source', 'node'] } },
        test: {
          name: 'sample',
          include: ['src/sample/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      {
        test: {
          name: 'release',
          include: ['src/release/*.test.ts'],
          testTimeout: 600_000,
          hookTimeout: 600_000,
        },
      },
    ],
  },
})
