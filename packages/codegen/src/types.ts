import {
  astToString,
  type GlobalContext,
  type OpenAPI3,
  resolveRef,
  scanDiscriminators,
  transformSchema,
} from 'openapi-typescript'
import ts from 'typescript'
import type { Document } from './document.ts'

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
