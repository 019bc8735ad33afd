import type { Config } from '../../config/config.ts'
import type { Document } from '../../openapi/document.ts'
import { extendOperations } from './extend-operations.ts'
import { mapDocumentOperations } from './map-document-operations.ts'
import { renameSchemas } from './rename-schemas.ts'
import { selectOperations } from './select-operations.ts'

/** The part of a configuration that changes a document. */
export type DocumentShape = Pick<
  Config,
  'extensions' | 'filter' | 'modules' | 'operationName' | 'schemaName' | 'servers'
>

/**
 * Returns a document as a configuration describes it; the same document without such options.
 *
 * @throws UsageError for a configuration that does not fit the document.
 */
export function shapeDocument(document: Document, shape: DocumentShape): Document {
  const { extensions, filter, modules, operationName, schemaName, servers = true } = shape
  let shaped = document
  if (extensions) shaped = extendOperations(shaped, extensions)
  if (filter) shaped = selectOperations(shaped, filter)
  if (operationName) {
    shaped = mapDocumentOperations(shaped, ({ path, method, operation }) => {
      const { operationId, tags = [] } = operation
      return { ...operation, operationId: operationName({ operationId, method, path, tags }) }
    })
  }
  if (schemaName) shaped = renameSchemas(shaped, schemaName)
  // A module is named after the first tag of its operations.
  if (modules === 'single') {
    shaped = mapDocumentOperations(shaped, ({ operation }) => ({ ...operation, tags: ['all'] }))
  }
  return servers === true ? shaped : withServers(shaped, servers === false ? [] : servers)
}

function withServers(document: Document, urls: readonly string[]): Document {
  const paths = Object.entries(document.paths ?? {}).map(([path, item]) => {
    const { servers: _, ...rest } = item
    return [path, rest]
  })
  const shaped = {
    ...document,
    paths: Object.fromEntries(paths),
    servers: urls.map((url) => ({ url })),
  }
  return mapDocumentOperations(shaped, ({ operation: { servers: _, ...rest } }) => rest)
}
