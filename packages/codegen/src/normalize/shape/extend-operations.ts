import { UsageError } from '../../command/command.ts'
import type { DocumentExtensions } from '../../config/config.ts'
import type { Document } from '../../openapi/document.ts'
import { mapDocumentOperations } from './map-document-operations.ts'

/**
 * Returns a document with extensions from a configuration.
 *
 * @throws UsageError for an operation that the document does not have.
 */
export function extendOperations(
  document: Document,
  { operations = {}, ...ofDocument }: DocumentExtensions,
): Document {
  const unmatched = new Set(Object.keys(operations))
  const extended = mapDocumentOperations(document, ({ path, method, operation }) => {
    const names = [`${method} ${path}`, operation.operationId ?? '']
    const own = names.filter((name) => Object.hasOwn(operations, name))
    for (const name of own) unmatched.delete(name)
    return Object.assign({}, operation, ...own.map((name) => operations[name]))
  })
  const [first] = unmatched
  if (first !== undefined) {
    throw new UsageError(
      `extensions.operations names ${first}, which is no operation of the document. Use an operationId or, such as GET /users, a method and a path.`,
    )
  }
  return { ...extended, ...(ofDocument as Pick<Document, 'x-envelopes'>) }
}
