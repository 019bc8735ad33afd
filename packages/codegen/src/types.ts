import { createRequire } from 'node:module'
import type { GlobalContext, OpenAPI3 } from 'openapi-typescript'
import type { Document } from './document.ts'

type Tool = typeof import('openapi-typescript')

// Its own modules, as its front door brings a linter with it; and by `require`, as `import` would read all of TypeScript
// once more to learn what kind of module it is.
const require = createRequire(import.meta.url)
const tool = (path: string) => require(`openapi-typescript/dist/${path}.cjs`) as Tool
const { astToString } = tool('lib/ts')
const { resolveRef, scanDiscriminators } = tool('lib/utils')
const transformSchema = tool('transform/index') as unknown as Tool['transformSchema']
const ts = require('typescript') as typeof import('typescript')

const blob = ts.factory.createTypeReferenceNode(ts.factory.createIdentifier('Blob'))

/** Writes the types of a contract; the only place that knows openapi-typescript. */
export function writeTypes(document: Document): string {
  // Discriminators are written into the document.
  const source = structuredClone(document) as unknown as OpenAPI3
  // Its front door would parse, lint and bundle the document once more, which takes as long as writing the types.
  const context: GlobalContext = {
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
  return astToString(transformSchema(source, context))
}
