import { astToString, type OpenAPI3, transformSchema } from 'openapi-typescript'
import ts from 'typescript'
import { contextOf } from '../../../src/emit/types/openapi-typescript.ts'
import { typesOptions } from '../../../src/emit/types/types.ts'
import { readContract } from '../../../src/load/read-contract.ts'
import { normalizeForOpenapiTypescript } from '../../../src/normalize/for-openapi-typescript.ts'
import { hoistSchemas } from '../../../src/normalize/hoist-schemas.ts'
import { upgradeDialect } from '../../../src/normalize/upgrade-dialect.ts'
import type { Document } from '../../../src/openapi/document.ts'

/** Reads a document and normalizes it as the pipeline does. */
export async function normalizedDocument(file: string): Promise<Document> {
  return upgradeDialect(hoistSchemas((await readContract(file)).document))
}

/** Returns the types of a document as openapi-typescript prints them through TypeScript. */
export function printedByTypeScript(document: Document): string {
  const source = normalizeForOpenapiTypescript(structuredClone(document)) as unknown as OpenAPI3
  const blob = ts.factory.createTypeReferenceNode('Blob')
  return astToString(transformSchema(source, contextOf(source, typesOptions(blob))))
}
