import Module, { createRequire } from 'node:module'

// `build.ts` replaces this module by one with the same exports that links the modules.

/** Loads a module as openapi-typescript does: one of its own, or a dependency. */
export const requireAsOpenapiTypescript: NodeJS.Require = createRequire(
  createRequire(import.meta.url).resolve('openapi-typescript'),
)

/** What modules of openapi-typescript get when they load. */
export interface StandIns {
  /** Exports instead of dependencies, by name. The dependencies need not be installed. */
  readonly modules: Readonly<Record<string, object>>
  /** Returns what the other modules get of `./path-item-object.cjs`. */
  readonly wrapPathItem: (exports: never) => unknown
}

interface Loader {
  _load(request: string, ...rest: unknown[]): unknown
}

/** Loads modules of openapi-typescript. While they load, Node's loader gives them the stand-ins. */
export function withStandIns<T>({ modules, wrapPathItem }: StandIns, load: () => T): T {
  const loader = Module as unknown as Loader
  const original = loader._load
  loader._load = (request, ...rest) => {
    if (Object.hasOwn(modules, request)) return modules[request]
    const exports = Reflect.apply(original, loader, [request, ...rest])
    return request === './path-item-object.cjs' ? wrapPathItem(exports as never) : exports
  }
  try {
    return load()
  } finally {
    loader._load = original
  }
}
