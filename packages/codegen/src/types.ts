import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript'
import ts from 'typescript'
import type { Document } from './document.ts'

const blob = ts.factory.createTypeReferenceNode(ts.factory.createIdentifier('Blob'))

/** Writes the types of a contract; the only place that knows openapi-typescript. */
export async function writeTypes(document: Document): Promise<string> {
  const nodes = await openapiTS(structuredClone(document) as unknown as OpenAPI3, {
    // A property with a default may still be missing from a response, and need not be sent.
    defaultNonNullable: false,
    transform: (schema) => (schema.format === 'binary' ? blob : undefined),
  })
  return astToString(nodes)
}
