import { defineConfig } from 'vitest/config'

// `import` and `default` apply by themselves; named here, `require` would get modules where it expects CommonJS.
const conditions = ['@repo/source', 'node']

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  // The environment in which vitest runs `globalSetup`.
  environments: { __vitest__: { resolve: { conditions } } },
  test: {
    include: ['packages/*/test/**/*.test.ts', 'apps/*/test/**/*.test.ts'],
    globalSetup: ['packages/mock/src/vitest.ts'],
    reporters: ['default', ['json', { outputFile: '.vitest/results.json' }]],
    testTimeout: 30_000,
  },
})
