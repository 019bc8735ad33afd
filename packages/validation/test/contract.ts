import { join } from 'node:path'
import { type Document, readContract } from '@returning-kit/codegen/internal'

const { document } = await readContract(join(import.meta.dirname, '../../../openapi/openapi.yaml'))

/** The contract that the validators were compiled from. */
export const contract: Document = document
