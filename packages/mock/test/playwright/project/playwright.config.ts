import { defineConfig } from '@playwright/test'
import { chromiumOptions } from '@repo/testing/browser'

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: '../../../.vitest/playwright',
  reporter: 'line',
  workers: 1,
  use: { launchOptions: await chromiumOptions() },
})
