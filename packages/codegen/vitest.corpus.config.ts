import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

const conditions = ['@repo/source', 'node', 'import', 'default']

// Real documents of others take minutes, so they have a command of their own.
export default defineConfig({
  root: join(import.meta.dirname, '../..'),
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['packages/codegen/test/corpus/*.corpus.ts'],
    testTimeout: 300_000,
    hookTimeout: 60_000,
  },
})
