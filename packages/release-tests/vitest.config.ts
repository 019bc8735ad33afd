import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

const here = import.meta.dirname

// Apart from the root's: these tests pack, install and start other programs, so they have scripts of their own.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'pack',
          include: [join(here, 'src/pack/*.test.ts')],
          globalSetup: [join(here, 'src/pack/global.ts')],
          testTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'release',
          include: [join(here, 'src/release/*.test.ts')],
          testTimeout: 600_000,
          hookTimeout: 600_000,
        },
      },
    ],
  },
})
