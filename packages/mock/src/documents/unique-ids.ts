import type { Operation } from '../contract/operation.ts'

/** The operations of a document, and a name for it. */
export interface NamedOperations {
  readonly name: string
  readonly operations: readonly Operation[]
}

/**
 * Returns the operations of each document. An id that an earlier document has, too, gets the name
 * of its document: `orders.getHealth`.
 */
export function withUniqueIds(documents: readonly NamedOperations[]): Operation[][] {
  const taken = new Set<string>()
  return documents.map(({ name, operations }) => {
    const renamed = operations.map((operation) =>
      taken.has(operation.id) ? { ...operation, id: `${name}.${operation.id}` } : operation,
    )
    for (const { id } of renamed) taken.add(id)
    return renamed
  })
}
