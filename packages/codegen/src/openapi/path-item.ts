import { methods, type OperationObject, type PathItem } from './document.ts'

/** An operation of a path item. */
export interface PathOperation {
  /** As it is sent: `GET`. */
  readonly method: string
  /** Keys from the path item to the operation. */
  readonly keys: readonly string[]
  readonly operationObject: OperationObject
}

/**
 * Returns the operations of a path item, those of other methods last.
 *
 * @see https://spec.openapis.org/oas/v3.2.0.html#path-item-object
 */
export function operationsOf(item: PathItem): PathOperation[] {
  const standard = methods.flatMap((key): PathOperation[] => {
    const operationObject = item[key]
    return operationObject ? [{ method: key.toUpperCase(), keys: [key], operationObject }] : []
  })
  const other = Object.entries(item.additionalOperations ?? {}).map(
    ([method, operationObject]): PathOperation => ({
      method,
      keys: ['additionalOperations', method],
      operationObject,
    }),
  )
  return [...standard, ...other]
}

/**
 * Returns a path item with other operations. One that `change` returns undefined for is left out.
 */
export function mapOperations(
  item: PathItem,
  change: (operation: PathOperation) => OperationObject | undefined,
): PathItem {
  const mapped = Object.entries(item).filter(([key]) => key !== 'additionalOperations')
  const changed = Object.fromEntries(mapped) as PathItem
  const additional: Record<string, OperationObject> = {}
  for (const operation of operationsOf(item)) {
    const operationObject = change(operation)
    const [key, method] = operation.keys
    if (method !== undefined) {
      if (operationObject) additional[method] = operationObject
    } else if (operationObject) changed[key as (typeof methods)[number]] = operationObject
    else delete changed[key as (typeof methods)[number]]
  }
  return item.additionalOperations ? { ...changed, additionalOperations: additional } : changed
}
