import {
  type Document,
  type OperationObject,
  type PathItem,
  resolve,
} from '../../openapi/document.ts'
import { mapOperations, operationsOf } from '../../openapi/path-item.ts'

/** An operation with its place in the document. */
export interface PlacedOperation {
  readonly path: string
  /** As it is sent: `GET`. */
  readonly method: string
  readonly operation: OperationObject
}

/**
 * Returns a document whose operations are replaced by what `change` returns; those that it returns
 * undefined for are left out, as are paths without operations.
 */
export function mapDocumentOperations(
  document: Document,
  change: (placed: PlacedOperation) => OperationObject | undefined,
): Document {
  const paths = Object.entries(document.paths ?? {}).flatMap(([path, item]) => {
    const mapped = mapOperations(
      resolve<PathItem>(document, item),
      ({ method, operationObject: operation }) => change({ path, method, operation }),
    )
    return operationsOf(mapped).length > 0 ? [[path, mapped] as const] : []
  })
  return { ...document, paths: Object.fromEntries(paths) }
}
