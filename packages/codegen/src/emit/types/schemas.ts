import { schemaNames } from '../../model/naming.ts'
import type { Document } from '../../openapi/document.ts'
import { isProvisional, provenanceLine } from '../../openapi/provenance.ts'
import type { FileOutput } from '../output.ts'
import { quote, tsdoc } from '../print.ts'

/** The named schemas as types of their own. */
export const schemas = {
  name: 'schemas',
  step: 'operations',
  files: { repository: 'packages/core/src/generated/schemas.gen.ts', folder: 'schemas.gen.ts' },
  emit: ({ document }) => writeSchemas(document),
} as const satisfies FileOutput

/** Writes the named schemas as types of their own. */
export function writeSchemas(document: Document): string {
  const aliases = [...schemaNames(document)].map(([name, exported]) => {
    const schema = document.components?.schemas?.[name] ?? {}
    const comment = tsdoc([
      schema['description'] as string | undefined,
      provenanceLine(schema, 'schema'),
      isProvisional(schema) ? '@beta' : undefined,
    ])
    return `${comment}export type ${exported} = components['schemas'][${quote(name)}]\n`
  })
  return aliases.length > 0
    ? `import type { components } from './types.gen.ts'\n\n${aliases.join('\n')}`
    : 'export {}\n'
}
