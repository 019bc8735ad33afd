import { ContractError } from '../contract/contract-error.ts'
import { inspectDocument, type LoadedContract } from '../engine/load-contract.ts'
import { documentName, type ReadDocument, readDocuments } from './read-documents.ts'
import { withUniqueIds } from './unique-ids.ts'

/** The documents of a mock. */
export interface LoadedSpec {
  readonly contracts: readonly LoadedContract[]
  /** The files on this machine that the documents consist of. */
  readonly files: readonly string[]
}

function inspect({ file, document }: ReadDocument): ReturnType<typeof inspectDocument> {
  try {
    return inspectDocument(document)
  } catch (error) {
    throw new ContractError([`${file}: ${(error as Error).message}`])
  }
}

/** What is loaded. */
export interface SpecOptions {
  /** Files and folders. */
  readonly paths: readonly string[]
  /** Hosts that references may lead to. */
  readonly allowHosts: readonly string[]
  readonly onProblem: (problem: string) => void
}

/**
 * Loads the documents of files and folders. Throws ContractError. Most public documents have an
 * invalid example, so problems that let a document be served are reported, not thrown.
 */
export async function loadSpec({ paths, allowHosts, onProblem }: SpecOptions): Promise<LoadedSpec> {
  const documents = await readDocuments(paths, allowHosts)
  const contracts = documents.map((document) => {
    const { contract, problems } = inspect(document)
    for (const problem of problems) onProblem(`${document.file}: ${problem}`)
    return contract
  })
  const operations = withUniqueIds(
    contracts.map((contract, index) => ({
      name: documentName(documents[index]?.file ?? ''),
      operations: contract.operations,
    })),
  )
  return {
    contracts: contracts.map((contract, index) => ({
      ...contract,
      operations: operations[index] ?? [],
    })),
    files: documents.flatMap(({ files }) => files),
  }
}
