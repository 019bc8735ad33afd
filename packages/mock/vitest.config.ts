import { testConfig } from '@repo/testing/vitest'

// Files share their workers: most of them would load and warm up the same large modules again. A
// file therefore restores what it changes in the process.
export default testConfig({ isolate: false, globalSetup: ['test/global-setup.ts'] })
