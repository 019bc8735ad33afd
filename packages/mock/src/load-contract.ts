import { problemsOf } from './contract/check.ts'
import { ContractError } from './contract/contract-error.ts'
import type { Document } from './contract/document.ts'
import { installedHash } from './contract/installed-core.ts'
import { type Operation, readOperations } from './contract/operation.ts'
import { Schemas } from './contract/schemas.ts'
import { contract, contractHash } from './generated/contract.gen.ts'
import { type Resources, readResources } from './prism.ts'

/** A document that was found sound, and what was made of it. */
export interface LoadedContract {
  readonly document: Document
  readonly operations: readonly Operation[]
  readonly schemas: Schemas
  readonly resources: Resources
}

// A test run starts many mocks; reading and checking a document is most of a start.
const prepared = new WeakMap<object, Promise<LoadedContract>>()

async function prepareOnce(document: Document): Promise<LoadedContract> {
  const operations = readOperations(document)
  const schemas = new Schemas(document)
  const problems = problemsOf(document, operations, schemas)
  if (problems.length > 0) throw new ContractError(problems)
  return { document, operations, schemas, resources: await readResources(document) }
}

/** Reads and checks a document, once; the bundled contract when there is none. Throws ContractError. */
export async function loadContract(given?: object): Promise<LoadedContract> {
  const document = given ?? contract
  if (!given) await compareHash()
  const known = prepared.get(document) ?? prepareOnce(document as Document)
  prepared.set(document, known)
  return known
}

async function compareHash(): Promise<void> {
  const installed = await installedHash()
  if (installed === undefined || installed === contractHash) return
  const [core, mock] = [installed, contractHash].map((hash) => hash.slice(0, 12))
  const detail = `the installed @returning-kit/core was generated from ${core}, this mock serves ${mock}`
  throw new ContractError([
    `hash of the contract: ${detail}; install versions of both that belong together`,
  ])
}
