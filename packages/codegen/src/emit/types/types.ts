import { createRequire } from 'node:module'
import type { GlobalContext, OpenAPI3 } from 'openapi-typescript'
import { normalizeForOpenapiTypescript } from '../../normalize/for-openapi-typescript.ts'
import type { Document } from '../../openapi/document.ts'
import { factory, printed, typescript } from './ts-factory.ts'

type Tool = typeof import('openapi-typescript')

// What its modules find in place of what they ask for. They build their types with all of TypeScript, which takes longer
// to load and to print than everything else here; what they use of it is little.
const standIns: Readonly<Record<string, object>> = {
  typescript,
  '@redocly/openapi-core/lib/ref-utils.js': {
    parseRef(ref: string) {
      const [uri = '', pointer = ''] = ref.split('#/')
      return {
        uri: uri.replace(/#$/, '') || null,
        pointer: pointer.split('/').map(unescaped).filter(Boolean),
      }
    },
    escapePointer: (part: string | number) =>
      String(part).replaceAll('~', '~0').replaceAll('/', '~1'),
  },
}

function unescaped(part: string): string {
  return /[~%]/.test(part)
    ? decodeURIComponent(part.replaceAll('~1', '/').replaceAll('~0', '~'))
    : part
}

const require = createRequire(import.meta.url)

function withStandIns<T>(loading: () => T): T {
  const theirs = createRequire(require.resolve('openapi-typescript'))
  const known = Object.entries(standIns).map(([name, exports]) => {
    const path = theirs.resolve(name)
    const before = require.cache[path]
    require.cache[path] = { exports, loaded: true } as NodeJS.Module
    return { path, before }
  })
  try {
    return loading()
  } finally {
    for (const { path, before } of known) {
      delete require.cache[path]
      if (before) require.cache[path] = before
    }
  }
}

// Its own modules: the front door brings a linter with it, and would parse, lint and bundle the document once more.
const load = <T>(path: string) => require(`openapi-typescript/dist/${path}.cjs`) as T
const { resolveRef, scanDiscriminators, transformSchema } = withStandIns(() => ({
  ...load<Pick<Tool, 'resolveRef' | 'scanDiscriminators'>>('lib/utils'),
  transformSchema:
    load<(...given: Parameters<Tool['transformSchema']>) => Parameters<typeof printed>[0]>(
      'transform/index',
    ),
}))

/** Writes the types of a contract, and discriminators into it; the only place that knows openapi-typescript. */
export function writeTypes(document: Document): string {
  const source = normalizeForOpenapiTypescript(document) as unknown as OpenAPI3
  return printed(
    transformSchema(source, contextOf(source, factory.createTypeReferenceNode('Blob') as never)),
  )
}

/** What openapi-typescript is told of a document, and how a file is typed. */
export function contextOf(
  source: OpenAPI3,
  blob: ReturnType<NonNullable<GlobalContext['transform']>>,
): GlobalContext {
  return {
    additionalProperties: false,
    alphabetize: false,
    arrayLength: false,
    // A property with a default may still be missing from a response, and need not be sent.
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
