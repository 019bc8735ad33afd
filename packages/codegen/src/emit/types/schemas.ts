import { schemaNames } from '../../model/naming.ts'
import type { Document, Schema } from '../../openapi/document.ts'
import { isProvisional, provenanceLine } from '../../openapi/provenance.ts'
import { quote, tsdoc } from '../print.ts'

/** Writes the named schemas as types of their own. */
export function writeSchemas(document: Document): string {
  const aliases = [...schemaNames(document)].map(([own, name]) => {
    const schema = document.components?.schemas?.[own] as Schema
    const beta = isProvisional(schema) ? '@beta' : undefined
    return `${tsdoc([schema['description'] as string | undefined, provenanceLine(schema), beta])}export type ${name} = components['schemas'][${quote(own)}]\n`
  })
  return aliases.length > 0
    ? `import type { components } from './types.gen.ts'\n\n${aliases.join('\n')}`
    : 'export {}\n'
}
