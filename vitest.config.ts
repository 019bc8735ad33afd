import { defineConfig } from 'vitest/config'

// For `pnpm exec vitest` in the root; each package has a configuration of its own.
export default defineConfig({
  test: {
    projects: ['packages/*/vitest.config.ts', 'apps/*/vitest.config.ts', '!packages/release-tests'],
  },
})
