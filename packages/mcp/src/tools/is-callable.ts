import type { CatalogEntry } from '../catalog/catalog-entry.ts'
import type { CheckedOptions } from '../options.ts'

/** Returns whether the tool `call` may call an operation: it is safe, or in the allow list. */
export function isCallable({ id, isSafe }: CatalogEntry, { allow }: CheckedOptions): boolean {
  return isSafe || allow.some((allowed) => allowed === id)
}
