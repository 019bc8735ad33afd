import { join } from 'node:path'
import { defineConfig, type ViteUserConfig } from 'vitest/config'

// Workers and the programs that they start inherit it, so that each module is compiled once, not once
// in each process.
process.env['NODE_COMPILE_CACHE'] ??= join(
  import.meta.dirname,
  '../../../node_modules/.cache/compile',
)

// Vite adds `import` and `default` itself. With `require` here, CommonJS would be given modules.
const conditions = ['@repo/source', 'node']

/**
 * Returns the vitest configuration of a package: tests run on the sources of all packages.
 *
 * @param test - Options of vitest. With `isolate: false` a process runs several test files and imports
 *   a module once, which takes half of the time. A file must then restore the globals that it changes,
 *   and a module that files share must not call `afterEach` and its siblings when it is imported.
 */
export function testConfig(test: ViteUserConfig['test'] = {}): ViteUserConfig {
  return defineConfig({
    resolve: { conditions },
    ssr: { resolve: { conditions } },
    // The environment in which vitest runs `globalSetup`.
    environments: { __vitest__: { resolve: { conditions } } },
    test: {
      include: ['test/**/*.test.ts'],
      // `.ci/summary.mjs` sums these files.
      reporters: ['default', ['json', { outputFile: '.vitest/results.json' }]],
      testTimeout: 30_000,
      // PostgreSQL in WebAssembly: to optimize its code takes longer than a test uses it.
      execArgv: ['--liftoff-only'],
      ...test,
    },
  })
}
