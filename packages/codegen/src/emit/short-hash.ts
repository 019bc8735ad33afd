/**
 * Returns the part of a contract's hash by which the packages of one release recognize each other.
 */
export function shortHash(hash: string): string {
  return hash.slice(0, 8)
}
