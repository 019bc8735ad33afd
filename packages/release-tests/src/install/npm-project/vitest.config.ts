import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: { globalSetup: ['@returning-kit/mock/vitest'], testTimeout: 60_000 },
})
