import type { OpenAPI3 } from 'openapi-typescript'
import { normalizeForOpenapiTypescript } from '../../normalize/for-openapi-typescript.ts'
import type { Document } from '../../openapi/document.ts'
import { parseStringified } from '../../openapi/stringify.ts'
import type { FileOutput } from '../output.ts'
import { missingTypes } from './missing-types.ts'
import {
  contextOf,
  loadOpenapiTypescript,
  type OpenapiTypescriptOptions,
} from './openapi-typescript.ts'
import { factory } from './ts-factory.ts'
import { printDeclarations } from './ts-node.ts'

/** The types of openapi-typescript: `paths`, `components`, `operations`. */
export const types = {
  name: 'types',
  step: 'types',
  files: { repository: 'packages/core/src/generated/types.gen.ts', folder: 'types.gen.ts' },
  emit: ({ workers, source, skipped }) => {
    skipped?.push(...missingTypes(source))
    return workers.types()
  },
} as const satisfies FileOutput

/**
 * Writes the types of a contract.
 *
 * @param json - The document. openapi-typescript writes discriminators into its own copy.
 */
export function writeTypes(json: string): string {
  const { transformSchema } = loadOpenapiTypescript()
  const document = parseStringified<Document>(json)
  const source = normalizeForOpenapiTypescript(document) as unknown as OpenAPI3
  const options = typesOptions(factory.createTypeReferenceNode('Blob') as never)
  return printDeclarations(transformSchema(source, contextOf(source, options)))
}

/** Returns the options of the types that the client uses. */
export function typesOptions(
  blob: ReturnType<NonNullable<OpenapiTypescriptOptions['transform']>>,
): OpenapiTypescriptOptions {
  return {
    // A property with a default is optional in requests, and a response may lack it.
    defaultNonNullable: false,
    silent: true,
    transform: (schema) => (schema.format === 'binary' ? blob : undefined),
  }
}
