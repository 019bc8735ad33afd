// openapi-typescript builds its types with the TypeScript compiler, which takes longer to load and to print than
// everything else here, and it uses little of it. While its modules load, `require.cache` holds stand-ins for
// `typescript` (ts-factory.ts) and for the part of Redocly that it uses; then the cache is restored. This is safe
// because openapi-typescript 7.13.0 is a final release, and a test compares the output with that of the real
// TypeScript byte by byte. The modules are loaded one by one: the main module would also load a linter, and would
// parse, lint and bundle the document again.
import { createRequire } from 'node:module'
import type { GlobalContext, OpenAPI3 } from 'openapi-typescript'
import { normalizeForOpenapiTypescript } from '../../normalize/for-openapi-typescript.ts'
import type { Document } from '../../openapi/document.ts'
import { escapePointer, pointerNames } from '../../openapi/json-pointer.ts'
import type { FileOutput } from '../output.ts'
import { missingTypes } from './missing-types.ts'
import { factory, typescript } from './ts-factory.ts'
import { printDeclarations } from './ts-node.ts'
import { wrongTypes } from './wrong-types.ts'

/** The types of openapi-typescript: `paths`, `components`, `operations`. */
export const types = {
  name: 'types',
  step: 'types',
  files: { repository: 'packages/core/src/generated/types.gen.ts', folder: 'types.gen.ts' },
  emit: ({ workers, source, skipped }) => {
    skipped?.push(...missingTypes(source), ...wrongTypes(source))
    return workers.types()
  },
} as const satisfies FileOutput

type OpenapiTypescript = typeof import('openapi-typescript')
type Declarations = Parameters<typeof printDeclarations>[0]

interface Modules extends Pick<OpenapiTypescript, 'resolveRef' | 'scanDiscriminators'> {
  readonly transformSchema: (
    ...args: Parameters<OpenapiTypescript['transformSchema']>
  ) => Declarations
}

const require = createRequire(import.meta.url)

const standIns: Readonly<Record<string, object>> = {
  typescript,
  '@redocly/openapi-core/lib/ref-utils.js': {
    parseRef(ref: string) {
      const [uri = '', pointer = ''] = ref.split('#/')
      return {
        uri: uri.replace(/#$/, '') || null,
        pointer: pointerNames(pointer).filter(Boolean),
      }
    },
    escapePointer: (name: string | number) => escapePointer(String(name)),
  },
}

function withStandIns<T>(load: () => T): T {
  const { resolve } = createRequire(require.resolve('openapi-typescript'))
  const replaced = Object.entries(standIns).map(([name, exports]) => {
    const path = resolve(name)
    const original = require.cache[path]
    require.cache[path] = { exports, loaded: true } as NodeJS.Module
    return { path, original }
  })
  try {
    return load()
  } finally {
    for (const { path, original } of replaced) {
      delete require.cache[path]
      if (original) require.cache[path] = original
    }
  }
}

let modules: Modules | undefined

/** Loads openapi-typescript, if it is not loaded yet. */
export function loadOpenapiTypescript(): Modules {
  const load = (path: string) => require(`openapi-typescript/dist/${path}.cjs`)
  modules ??= withStandIns(() => ({
    ...(load('lib/utils') as Omit<Modules, 'transformSchema'>),
    transformSchema: load('transform/index') as Modules['transformSchema'],
  }))
  return modules
}

/** Writes the types of a contract. */
export function writeTypes(document: Document): string {
  const { transformSchema } = loadOpenapiTypescript()
  // openapi-typescript writes discriminators into the document that it gets.
  const source = structuredClone(normalizeForOpenapiTypescript(document)) as unknown as OpenAPI3
  const blob = factory.createTypeReferenceNode('Blob') as never
  return printDeclarations(transformSchema(source, contextOf(source, blob)))
}

/** Returns the context of openapi-typescript's transforms: its options and the document. */
export function contextOf(
  source: OpenAPI3,
  blob: ReturnType<NonNullable<GlobalContext['transform']>>,
): GlobalContext {
  const { resolveRef, scanDiscriminators } = loadOpenapiTypescript()
  return {
    additionalProperties: false,
    alphabetize: false,
    arrayLength: false,
    // A property with a default is optional in requests, and a response may lack it.
    defaultNonNullable: false,
    discriminators: scanDiscriminators(source, { silent: true }),
    emptyObjectsUnknown: false,
    enum: false,
    enumValues: false,
    conditionalEnums: false,
    dedupeEnums: false,
    excludeDeprecated: false,
    exportType: false,
    immutable: false,
    rootTypes: false,
    rootTypesNoSchemaPrefix: false,
    rootTypesKeepCasing: false,
    injectFooter: [],
    makePathsEnum: false,
    generatePathParams: false,
    readWriteMarkers: false,
    pathParamsAsTypes: false,
    propertiesRequiredByDefault: false,
    postTransform: undefined,
    transform: (schema) => (schema.format === 'binary' ? blob : undefined),
    transformProperty: undefined,
    silent: true,
    redoc: undefined as never,
    resolve: ($ref) => resolveRef(source, $ref, { silent: true }),
  }
}
