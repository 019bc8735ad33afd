import { contractProblems } from './contract/check.ts'
import { ContractError } from './contract/contract-error.ts'
import type { Document } from './contract/document.ts'
import { installedHash } from './contract/installed-core.ts'
import { type Operation, readOperations } from './contract/operation.ts'
import { Schemas } from './contract/schemas.ts'
import { contract, contractHash } from './generated/contract.gen.ts'
import { type Resources, readResources } from './prism.ts'

/** A valid document and what the mock reads from it. */
export interface LoadedContract {
  readonly document: Document
  readonly operations: readonly Operation[]
  readonly schemas: Schemas
  readonly resources: Resources
}

// Tests start many mocks, and loading a document takes most of the time of a start.
const cache = new WeakMap<object, Promise<LoadedContract>>()

/** A document and what is wrong with it. */
export interface InspectedDocument {
  readonly contract: LoadedContract
  /** Schemas that do not compile, and examples that are invalid. */
  readonly problems: readonly string[]
}

// Prism skips a schema that does not compile and sends an example that does not match, so all are
// compiled before listening. Unoptimized code and one validator per name keep this at about 150 ms.
/** Returns a document and its problems. Throws ContractError for one that cannot be served at all. */
export async function inspectDocument(document: Document): Promise<InspectedDocument> {
  try {
    const operations = readOperations(document)
    const schemas = new Schemas(document)
    const problems = contractProblems(document, operations, schemas)
    const resources = await readResources(document)
    return { contract: { document, operations, schemas, resources }, problems }
  } catch (error) {
    throw new ContractError([(error as Error).message])
  }
}

async function loadDocument(document: Document): Promise<LoadedContract> {
  const { contract, problems } = await inspectDocument(document)
  if (problems.length > 0) throw new ContractError(problems)
  return contract
}

/** Loads a document once. The default is the bundled contract. Throws ContractError. */
export async function loadContract(document?: object): Promise<LoadedContract> {
  if (!document) await compareHash()
  const key = document ?? contract
  const loaded = cache.get(key) ?? loadDocument(key as Document)
  cache.set(key, loaded)
  return loaded
}

async function compareHash(): Promise<void> {
  const coreHash = await installedHash()
  if (coreHash === undefined || coreHash === contractHash) return
  const [core, mock] = [coreHash, contractHash].map((hash) => hash.slice(0, 12))
  throw new ContractError([
    `the installed @returning-kit/core was generated from contract ${core}, ` +
      `but this mock serves contract ${mock}; install versions that belong together`,
  ])
}
