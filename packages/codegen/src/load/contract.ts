import type { Document } from '../openapi/document.ts'
import { sha256 } from '../openapi/sha256.ts'
import { cachedStringify } from '../openapi/stringify.ts'

/** A contract as one document, with the hash of exactly this content. */
export interface ParsedContract {
  readonly document: Document
  /** sha256 of the bundled document. */
  readonly hash: string
  /** The files it was read from, absolute. */
  readonly files: readonly string[]
}

/** Returns whether the generator supports a version of OpenAPI: 3.0, 3.1 and 3.2. */
export function isSupported(openapi: unknown): boolean {
  return typeof openapi === 'string' && /^3\.[012]\.\d/.test(openapi)
}

/** Returns the sha256 of a bundled document, or of a part of it. */
export function contractHash(document: object): string {
  return sha256(cachedStringify(document))
}
