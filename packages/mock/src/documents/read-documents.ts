import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import RefParser from '@stoplight/json-schema-ref-parser'
import { ContractError } from '../contract/contract-error.ts'
import type { Document } from '../contract/document.ts'

/** A document of a file, whose references to other files are replaced by references within it. */
export interface ReadDocument {
  readonly file: string
  readonly document: Document
  /** The file and all files that it refers to. */
  readonly files: readonly string[]
}

const extension = /\.(ya?ml|json)$/i

// A folder has files that are only parts of a document, too.
const rootKeyword = /^\s*\{?\s*["']?(openapi|swagger)["']?\s*:/m

// A document must not have the mock call other hosts. The declared type allows no `false`.
const localFilesOnly = { resolve: { http: false } } as unknown as RefParser.Options

async function filesOf(path: string): Promise<string[]> {
  const found = await stat(path).catch(() => undefined)
  if (!found) throw new ContractError([`${path} does not exist`])
  if (!found.isDirectory()) return [path]
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

async function readDocument(file: string): Promise<ReadDocument> {
  const parser = new RefParser()
  let document: Document
  try {
    document = (await parser.bundle(file, localFilesOnly)) as Document
  } catch (error) {
    const [line] = (error as Error).message.split('\n')
    throw new ContractError([`${file} cannot be read: ${line}`])
  }
  const version = document.openapi
  if (typeof version !== 'string' || !/^3\.[01]\b/.test(version)) {
    const found = version ?? (document as { swagger?: string }).swagger ?? 'no version'
    throw new ContractError([`${file} must be OpenAPI 3.0 or 3.1, found ${found}`])
  }
  return { file, document, files: parser.$refs.paths('file') }
}

/** Reads the documents of files and folders. Throws ContractError. */
export async function readDocuments(paths: readonly string[]): Promise<ReadDocument[]> {
  const files = await Promise.all(paths.map((path) => filesOf(resolve(path))))
  return Promise.all([...new Set(files.flat())].map(readDocument))
}

/** Returns the name of a file without folder and extension. */
export function documentName(file: string): string {
  return basename(file).replace(extension, '')
}
