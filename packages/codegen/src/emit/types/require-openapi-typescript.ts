import { createRequire } from 'node:module'

// `build.ts` replaces this module by one with the same exports that links the modules.

/** Loads a module as openapi-typescript does: one of its own, or a dependency. */
export const requireAsOpenapiTypescript: NodeJS.Require = createRequire(
  createRequire(import.meta.url).resolve('openapi-typescript'),
)

/**
 * Loads modules of openapi-typescript. While they load, `require.cache` holds the stand-ins; then it
 * is restored.
 *
 * @param standIns - The exports of the modules that openapi-typescript gets instead of its
 *   dependencies, by name.
 */
export function withStandIns<T>(standIns: Readonly<Record<string, object>>, load: () => T): T {
  const { cache, resolve } = requireAsOpenapiTypescript
  const replaced = Object.entries(standIns).map(([name, exports]) => {
    const path = resolve(name)
    const original = cache[path]
    cache[path] = { exports, loaded: true } as NodeJS.Module
    return { path, original }
  })
  try {
    return load()
  } finally {
    for (const { path, original } of replaced) {
      delete cache[path]
      if (original) cache[path] = original
    }
  }
}
