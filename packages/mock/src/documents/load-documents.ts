import { inspectDocument, type LoadedContract, loadContract } from '../load-contract.ts'
import { documentName, readDocuments } from './read-documents.ts'
import { withUniqueIds } from './unique-ids.ts'

/** Where the documents of a mock come from. */
export interface DocumentSource {
  readonly document?: object | undefined
  /** Files and folders. */
  readonly spec?: string | readonly string[] | undefined
  /** Called with each problem of a document in `spec`. */
  readonly onProblem: (problem: string) => void
}

/** The documents of a mock. */
export interface LoadedDocuments {
  readonly contracts: readonly LoadedContract[]
  /** The files that the documents consist of. */
  readonly files: readonly string[]
}

/**
 * Loads the documents of a mock, by default the bundled contract. Throws ContractError. Most public
 * documents have an invalid example, so problems of a document in `spec` are reported, not thrown.
 */
export async function loadDocuments({
  document,
  spec,
  onProblem,
}: DocumentSource): Promise<LoadedDocuments> {
  if (spec === undefined) {
    const contract = loadContract(document)
    if (document) await contract.loadResources()
    return { contracts: [contract], files: [] }
  }
  if (document) throw new TypeError('Set either `document` or `spec`.')
  const documents = await readDocuments([spec].flat())
  const inspected = await Promise.all(
    documents.map(async (read) => {
      const { contract, problems } = inspectDocument(read.document)
      await contract.loadResources()
      for (const problem of problems) onProblem(`${read.file}: ${problem}`)
      return { name: documentName(read.file), contract }
    }),
  )
  const operations = withUniqueIds(
    inspected.map(({ name, contract }) => ({ name, operations: contract.operations })),
  )
  return {
    contracts: inspected.map(({ contract }, index) => ({
      ...contract,
      operations: operations[index] ?? [],
    })),
    files: documents.flatMap(({ files }) => files),
  }
}
