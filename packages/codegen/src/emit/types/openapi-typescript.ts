// openapi-typescript builds its types with the TypeScript compiler, which takes longer to load and
// to print than everything else here, and it uses little of it. While its modules load, Node's
// loader gives them stand-ins for `typescript` (ts-factory.ts), which need not be installed, and
// for the part of Redocly that they use. This is safe because openapi-typescript 7.13.0 is a final
// release, and tests compare the output with that of the real TypeScript byte by byte, under every
// flag. The modules are loaded one by one: the main module would also load a linter, and would
// parse, lint and bundle the document again.
import type { GlobalContext, OpenAPI3, TransformNodeOptions } from 'openapi-typescript'
import { escapePointer, pointerNames } from '../../openapi/json-pointer.ts'
import { requireAsOpenapiTypescript, withStandIns } from './require-openapi-typescript.ts'
import { factory, typescript } from './ts-factory.ts'
import type { Node } from './ts-node.ts'

type OpenapiTypescript = typeof import('openapi-typescript')

/** The modules of openapi-typescript that need no parser and no linter. */
export interface OpenapiTypescriptModules
  extends Pick<OpenapiTypescript, 'resolveRef' | 'scanDiscriminators' | 'enumCache'> {
  readonly transformSchema: (document: OpenAPI3, context: GlobalContext) => readonly Node[]
  readonly transformSchemaObject: OpenapiTypescript['transformSchemaObject']
}

/** Options of openapi-typescript 7.13, without those for reading a document. */
export interface OpenapiTypescriptOptions
  extends Partial<Omit<GlobalContext, 'discriminators' | 'injectFooter' | 'redoc' | 'resolve'>> {
  /** Returns members that openapi-typescript does not add to the type of a path item. */
  readonly extendPathItem?: (
    item: object,
    options: TransformNodeOptions,
    transform: PathItemTransform,
  ) => readonly Node[]
}

/** Returns the type of a path item. */
export type PathItemTransform = (item: object, options: TransformNodeOptions) => Node

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

// openapi-typescript has no option `extendPathItem`.
function extensible(transform: PathItemTransform): PathItemTransform {
  return (item, options) => {
    const type = transform(item, options)
    const { extendPathItem } = options.ctx as OpenapiTypescriptOptions
    const added = extendPathItem?.(item, options, transform) ?? []
    return added.length > 0
      ? factory.createTypeLiteralNode([...(type.members ?? []), ...added])
      : type
  }
}

let modules: OpenapiTypescriptModules | undefined

/** Loads openapi-typescript, if it is not loaded yet. */
export function loadOpenapiTypescript(): OpenapiTypescriptModules {
  const load = (path: string) => requireAsOpenapiTypescript(`openapi-typescript/dist/${path}.cjs`)
  modules ??= withStandIns({ modules: standIns, wrapPathItem: extensible }, () => {
    const { resolveRef, scanDiscriminators } = load('lib/utils')
    const { enumCache } = load('lib/ts')
    return {
      resolveRef,
      scanDiscriminators,
      enumCache,
      transformSchema: load('transform/index'),
      transformSchemaObject: load('transform/schema-object').default,
    }
  })
  return modules
}

/** Returns the context of openapi-typescript's transforms: the document and the options. */
export function contextOf(source: OpenAPI3, options: OpenapiTypescriptOptions): GlobalContext {
  const { resolveRef, scanDiscriminators } = loadOpenapiTypescript()
  const silent = { silent: options.silent ?? false }
  return {
    additionalProperties: false,
    alphabetize: false,
    arrayLength: false,
    defaultNonNullable: true,
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
    makePathsEnum: false,
    generatePathParams: false,
    readWriteMarkers: false,
    pathParamsAsTypes: false,
    propertiesRequiredByDefault: false,
    postTransform: undefined,
    transform: undefined,
    transformProperty: undefined,
    silent: false,
    ...options,
    discriminators: scanDiscriminators(source, silent),
    injectFooter: [],
    redoc: undefined as never,
    resolve: ($ref) => resolveRef(source, $ref, silent),
  }
}
