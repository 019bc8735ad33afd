import { writeClient } from './client.ts'
import type { ParsedContract } from './contract.ts'
import { writeCoverage } from './coverage.ts'
import { withHeader } from './header.ts'
import { readOperations } from './model.ts'
import { writeOperations, writeSchemas } from './operations.ts'
import { writeTypes } from './types.ts'
import { writeOperationSchemas, writeValidators } from './validators.ts'

/** Text of every generated file, by the name of what it holds. */
export interface Generated {
  types: string
  schemas: string
  operations: string
  client: string
  validators: string
  operationSchemas: string
  contract: string
  coverage: string
}

/** Turns a contract into the text of all generated files. Pure: reads and writes nothing. */
export async function generate({ document, hash }: ParsedContract, runtime = '../runtime.ts'): Promise<Generated> {
  const models = readOperations(document)
  const gen = (text: string) => withHeader(text, hash)
  return {
    types: gen(await writeTypes(document)),
    schemas: gen(writeSchemas(document)),
    operations: gen(writeOperations(document, models, runtime)),
    client: gen(writeClient(document, models, hash, runtime)),
    validators: gen(writeValidators(document)),
    operationSchemas: gen(writeOperationSchemas(models)),
    contract: gen(
      `/** sha256 of the contract. */\nexport const contractHash = '${hash}'\n\n/** The whole contract as one OpenAPI document. */\nexport const contract: Record<string, unknown> = ${JSON.stringify(document, null, 2)}\n`,
    ),
    coverage: writeCoverage(document, models),
  }
}
