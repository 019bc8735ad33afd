import {
  type Document,
  methods,
  type OperationObject,
  type PathItem,
  resolve,
} from '../../openapi/document.ts'

/** An operation with its place in the document. */
export interface PlacedOperation {
  readonly path: string
  /** In capitals: `GET`. */
  readonly method: string
  readonly operation: OperationObject
}

/**
 * Returns a document whose operations are replaced by what `change` returns; those that it returns
 * undefined for are left out, as are paths without operations.
 */
export function mapOperations(
  document: Document,
  change: (placed: PlacedOperation) => OperationObject | undefined,
): Document {
  const paths = Object.entries(document.paths ?? {}).flatMap(([path, item]) => {
    const changed = mapPathItem(resolve<PathItem>(document, item), path, change)
    return changed ? [[path, changed] as const] : []
  })
  return { ...document, paths: Object.fromEntries(paths) }
}

function mapPathItem(
  item: PathItem,
  path: string,
  change: (placed: PlacedOperation) => OperationObject | undefined,
): PathItem | undefined {
  const entries = Object.entries(item).flatMap(([key, value]) => {
    if (!isMethod(key)) return [[key, value]]
    const operation = change({
      path,
      method: key.toUpperCase(),
      operation: value as OperationObject,
    })
    return operation ? [[key, operation]] : []
  })
  return entries.some(([key]) => isMethod(String(key)))
    ? (Object.fromEntries(entries) as PathItem)
    : undefined
}

const isMethod = (key: string) => methods.some((method) => method === key)
