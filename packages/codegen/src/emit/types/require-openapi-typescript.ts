import { createRequire } from 'node:module'

/** Loads a module of openapi-typescript by its path in `dist`, without the extension. */
export type LoadModule = (path: string) => unknown

const require = createRequire(import.meta.url)

/**
 * Loads modules of openapi-typescript. While they load, `require.cache` holds the stand-ins; then it
 * is restored. `build.ts` replaces this module by one that links them when the package is built.
 *
 * @param standIns - The exports of the modules that openapi-typescript gets instead of its
 *   dependencies, by name.
 */
export function requireOpenapiTypescript<T>(
  standIns: Readonly<Record<string, object>>,
  use: (load: LoadModule) => T,
): T {
  const { resolve } = createRequire(require.resolve('openapi-typescript'))
  const replaced = Object.entries(standIns).map(([name, exports]) => {
    const path = resolve(name)
    const original = require.cache[path]
    require.cache[path] = { exports, loaded: true } as NodeJS.Module
    return { path, original }
  })
  try {
    return use((path) => require(`openapi-typescript/dist/${path}.cjs`))
  } finally {
    for (const { path, original } of replaced) {
      delete require.cache[path]
      if (original) require.cache[path] = original
    }
  }
}
