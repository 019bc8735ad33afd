import { readFile } from 'node:fs/promises'
import type { Document } from '../openapi/document.ts'
import { mayUse } from '../openapi/features.ts'
import { contractHash, isSupported, type ParsedContract } from './contract.ts'

// JSON is parsed as JSON, not YAML, and a single file is not bundled. `JSON.parse` accepts
// duplicate keys, so the linter counts keys; if one is missing, the YAML reader locates it.

/**
 * Reads a contract of one file or many into one document. Throws ContractError when it cannot be
 * read.
 */
export async function readContract(file: string): Promise<ParsedContract> {
  const contract = await readJson(file)
  if (contract) return contract
  const { ContractSource } = await import('./redocly-source.ts')
  return new ContractSource(file).read()
}

/**
 * Reads a contract that is one file of JSON. Returns undefined where Redocly has to read it or to
 * report a problem.
 */
export async function readJson(file: string): Promise<ParsedContract | undefined> {
  return parseContract(file, await readFile(file, 'utf8').catch(() => ''))
}

/** Returns the contract of a text, as `readJson` does. */
export function parseContract(file: string, text: string): ParsedContract | undefined {
  const document = /^\s*\{/.test(text) ? parse(text) : undefined
  if (!document || !isSupported(document.openapi)) return undefined
  if (mayUse(document, 'externalReferences')) return undefined
  return { document, hash: contractHash(document), files: [file] }
}

function parse(json: string): Document | undefined {
  try {
    return JSON.parse(json) as Document
  } catch {
    return undefined
  }
}
