import { schemaNames } from '../../model/naming.ts'
import type { Document } from '../../openapi/document.ts'
import { isProvisional, provenanceLine } from '../../openapi/provenance.ts'
import type { FileOutput } from '../output.ts'
import { tsdoc } from '../tsdoc.ts'
import { annotations } from './annotations.ts'
import { componentTypes } from './component-types.ts'
import { writeDeclaration } from './declaration.ts'

/** The named schemas as types of their own. */
export const schemas = {
  name: 'schemas',
  step: 'operations',
  files: { repository: 'packages/core/src/generated/schemas.gen.ts', folder: 'schemas.gen.ts' },
  emit: ({ document }) => writeSchemas(document),
} as const satisfies FileOutput

/** Writes the named schemas as types of their own. */
export function writeSchemas(document: Document): string {
  const types = componentTypes(document)
  const declarations = [...schemaNames(document)].map(([name, exported]) => {
    const schema = document.components?.schemas?.[name] ?? {}
    const node = types.get(exported) ?? { kind: 'name', text: 'unknown' }
    return `${schemaComment(schema)}${writeDeclaration(exported, node)}`
  })
  return declarations.length > 0 ? declarations.join('\n') : 'export {}\n'
}

function schemaComment(schema: object): string {
  const [first, ...others] = annotations(schema)
  const isTag = first?.startsWith('@')
  return tsdoc([
    isTag ? undefined : first,
    provenanceLine(schema, 'schema'),
    [...(isTag ? [first] : []), ...others, isProvisional(schema) ? '@beta' : undefined]
      .filter(Boolean)
      .join('\n'),
  ])
}
