import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { ContractError } from '../contract/contract-error.ts'
import type { Document } from '../contract/document.ts'
import { bundleFiles } from './bundle-files.ts'

/** A document of a file, whose references to other files are replaced by references within it. */
export interface ReadDocument {
  readonly file: string
  readonly document: Document
  /** The file and all files on this machine that it refers to. */
  readonly files: readonly string[]
}

const extension = /\.(ya?ml|json)$/i

// A folder has files that are only parts of a document, too.
const rootKeyword = /^\s*\{?\s*["']?(openapi|swagger)["']?\s*:/m

async function filesOf(path: string): Promise<string[]> {
  const stats = await stat(path).catch(() => undefined)
  if (!stats) throw new ContractError([`${path} does not exist`])
  if (!stats.isDirectory()) return [path]
  const entries = await readdir(path, { recursive: true })
  const candidates = entries
    .filter((entry) => extension.test(entry) && !/(^|[\\/])node_modules[\\/]/.test(entry))
    .map((entry) => join(path, entry))
    .sort()
  const texts = await Promise.all(candidates.map((file) => readFile(file, 'utf8')))
  const files = candidates.filter((_, index) => rootKeyword.test(texts[index] ?? ''))
  if (files.length === 0) throw new ContractError([`${path} has no OpenAPI document`])
  return files
}

async function readDocument(file: string, hosts: readonly string[]): Promise<ReadDocument> {
  const { root, files } = await bundleFiles(file, hosts).catch((error: Error) => {
    throw new ContractError([error.message])
  })
  const document = (root ?? {}) as Document & { readonly swagger?: unknown }
  const version = document.openapi ?? document.swagger ?? 'no version'
  if (!/^3\.[012]\b/.test(String(document.openapi))) {
    throw new ContractError([`${file} must be OpenAPI 3.0, 3.1 or 3.2, found ${version}`])
  }
  return { file, document, files }
}

/**
 * Reads the documents of files and folders. Throws ContractError.
 *
 * @param hosts - Hosts that references may lead to.
 */
export async function readDocuments(
  paths: readonly string[],
  hosts: readonly string[],
): Promise<ReadDocument[]> {
  const files = await Promise.all(paths.map((path) => filesOf(resolve(path))))
  return Promise.all([...new Set(files.flat())].map((file) => readDocument(file, hosts)))
}

/** Returns the name of a file without folder and extension. */
export function documentName(file: string): string {
  return basename(file).replace(extension, '')
}
