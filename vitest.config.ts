import { defineConfig } from 'vitest/config'

const conditions = ['@repo/source', 'node', 'import', 'default']

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['packages/*/test/**/*.test.ts', 'apps/*/test/**/*.test.ts', 'test/**/*.test.ts'],
    globalSetup: ['packages/mock/src/vitest.ts'],
    typecheck: { enabled: false },
    testTimeout: 30_000,
  },
})
