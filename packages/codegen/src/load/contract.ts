import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Document } from '../openapi/document.ts'
import { cachedStringify } from '../openapi/stringify.ts'

/** A contract as one document, with the hash that names exactly this content. */
export interface ParsedContract {
  readonly document: Document
  /** sha256 of the bundled document. */
  readonly hash: string
  /** The files it was read from, absolute. */
  readonly files: readonly string[]
}

/** Tells whether a document says that it speaks OpenAPI 3.0 or 3.1. */
export function isSupported(openapi: unknown): boolean {
  return typeof openapi === 'string' && /^3\.[01]\.\d/.test(openapi)
}

// What refers to other files, or might: that is for the bundler.
const elsewhere = /"\$ref":"[^#]|"externalValue":|"mapping":\{[^}]*?":"[^#]/

/** A contract that is one file of JSON; undefined where it takes more to read it, or to say what is wrong with it. */
export async function readJson(file: string): Promise<ParsedContract | undefined> {
  const text = await readFile(file, 'utf8').catch(() => '')
  const document = text.startsWith('{') ? parsed(text) : undefined
  if (!document || !isSupported(document.openapi)) return undefined
  return elsewhere.test(cachedStringify(document))
    ? undefined
    : { document, hash: contractHash(document), files: [file] }
}

function parsed(text: string): Document | undefined {
  try {
    return JSON.parse(text) as Document
  } catch {
    return undefined
  }
}

const names = /"(?:[^"\\]|\\.)*"(\s*:)?/g

/** Tells whether a document has all members of its text. Of two with one name, `JSON.parse` takes the last. */
export function hasNoDuplicateKeys(document: unknown, text: string): boolean {
  let count = 0
  for (const [, colon] of text.matchAll(names)) if (colon) count += 1
  return count === membersOf(document)
}

function membersOf(node: unknown): number {
  if (typeof node !== 'object' || node === null) return 0
  const own = Array.isArray(node) ? 0 : Object.keys(node).length
  return Object.values(node).reduce((sum: number, member) => sum + membersOf(member), own)
}

/** Reads a contract of one file or many into one document. Throws ContractError when it cannot be read. */
export async function readContract(file: string): Promise<ParsedContract> {
  const json = await readJson(file)
  if (json) return json
  const { ContractSource } = await import('./redocly-source.ts')
  return new ContractSource(file).read()
}

/** sha256 of a bundled document. */
export function contractHash(document: Document): string {
  return createHash('sha256').update(cachedStringify(document)).digest('hex')
}
