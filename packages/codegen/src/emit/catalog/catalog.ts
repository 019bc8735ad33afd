import type { OperationModel } from '../../model/operation.ts'
import type { Document } from '../../openapi/document.ts'
import type { FileOutput, OutputContext } from '../output.ts'
import { wrappedLiteral } from '../print.ts'
import { allSensitiveNames, sensitivePointers } from './sensitive-pointers.ts'

/** What an agent searches: all operations as data, and the credentials that they need. */
export const catalog = {
  name: 'catalog',
  step: 'docs',
  files: { repository: 'packages/mcp/src/generated/catalog.gen.ts' },
  emit: writeCatalog,
} as const satisfies FileOutput

function writeCatalog({ document, operations, credentials }: OutputContext): string {
  const entries = operations.map((model) => entryOf(document, model))
  const options = [...credentials].flatMap(([name, { scheme }]) =>
    scheme['x-credential'] ? [] : [{ option: name, description: text(scheme.description) }],
  )
  return `import type { CatalogEntry, CredentialEntry } from '../catalog/catalog-entry.ts'

/** Every operation of the contract. */
export const catalog: readonly CatalogEntry[] = ${wrappedLiteral(entries)}

/** Names of the properties and parameters that the contract calls sensitive. */
export const sensitiveNames: readonly string[] = ${wrappedLiteral(allSensitiveNames(document))}

/** The options of the client that hold credentials. */
export const credentials: readonly CredentialEntry[] = ${wrappedLiteral(options)}
`
}

function entryOf(document: Document, model: OperationModel): object {
  const { id, method, path, operationObject, fields } = model
  const { tags, summary, description, deprecated } = operationObject
  const sensitive = sensitivePointers(document, model)
  return {
    id,
    tag: tags?.[0],
    method,
    path,
    summary: text(summary),
    description: text(description),
    isSafe: /^(GET|HEAD|OPTIONS|QUERY)$/.test(method) && operationObject['x-idempotent'] !== false,
    hasFields: fields !== undefined && fields.length > 0,
    permission: operationObject['x-permission'],
    provenance: operationObject['x-provenance']?.status,
    isPaged: operationObject['x-pagination'] !== undefined,
    isDeprecated: deprecated === true,
    sensitive: sensitive.length > 0 ? sensitive : undefined,
  }
}

// One line, as an agent reads it.
function text(value: string | undefined): string | undefined {
  return value?.replaceAll(/\s+/g, ' ').trim()
}
