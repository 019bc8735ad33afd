import { contractProblems } from '../contract/check.ts'
import { ContractError } from '../contract/contract-error.ts'
import type { Document } from '../contract/document.ts'
import { installedHash } from '../contract/installed-core.ts'
import { type Operation, readOperations } from '../contract/operation.ts'
import { Schemas } from '../contract/schemas.ts'
import type { CompiledSchemas } from '../example/example-responder.ts'
import { contract, contractHash } from '../generated/contract.gen.ts'
import type { Resources } from '../prism/prism.ts'

/** A valid document and what the mock reads from it. */
export interface LoadedContract {
  readonly document: Document
  readonly operations: readonly Operation[]
  readonly schemas: Schemas
  /** Returns the operations as Prism reads them. */
  readonly loadResources: () => Promise<Resources>
  /** Returns the compiled validators, which only the bundled contract has. */
  readonly loadSchemas: (() => Promise<CompiledSchemas>) | undefined
}

// Tests start many mocks, and loading a document takes most of the time of a start.
const documents = new WeakMap<object, LoadedContract>()
let bundled: LoadedContract | undefined

/** A document and what is wrong with it. */
export interface InspectedDocument {
  readonly contract: LoadedContract
  /** Schemas that do not compile, and examples that are invalid. */
  readonly problems: readonly string[]
}

/** Returns a document and its problems. Throws an Error for one that cannot be served at all. */
export function inspectDocument(document: Document): InspectedDocument {
  const operations = readOperations(document)
  const schemas = new Schemas(document)
  // Prism skips a schema that does not compile and sends an example that does not match.
  const problems = contractProblems(document, operations, schemas)
  let resources: Promise<Resources> | undefined
  const loadResources = () => {
    resources ??= import('../prism/prism.ts').then(({ readResources }) => readResources(document))
    return resources
  }
  const contract = { document, operations, schemas, loadResources, loadSchemas: undefined }
  return { contract, problems }
}

function loadDocument(document: Document): LoadedContract {
  const { contract, problems } = inspectDocument(document)
  if (problems.length > 0) throw new ContractError(problems)
  return contract
}

// The build and a test check the bundled contract, so that no start has to.
function loadBundled(): LoadedContract {
  const document = contract as Document
  return {
    document,
    operations: readOperations(document),
    schemas: new Schemas(document),
    loadResources: async () => (await import('../prism/bundled-resources.ts')).bundledResources(),
    loadSchemas: () => import('@returning-kit/validation/operations'),
  }
}

/** Loads a document once. The default is the bundled contract. Throws ContractError. */
export function loadContract(document?: object): LoadedContract {
  if (!document) {
    compareHash()
    bundled ??= loadBundled()
    return bundled
  }
  const loaded = documents.get(document) ?? loadDocument(document as Document)
  documents.set(document, loaded)
  return loaded
}

function compareHash(): void {
  const coreHash = installedHash()
  if (coreHash === undefined || coreHash === contractHash) return
  const [core, mock] = [coreHash, contractHash].map((hash) => hash.slice(0, 12))
  throw new ContractError([
    `the installed @returning-kit/core was generated from contract ${core}, ` +
      `but this mock serves contract ${mock}; install versions that belong together`,
  ])
}
