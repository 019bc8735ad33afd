import { writeClient } from './client.ts'
import type { ParsedContract } from './contract.ts'
import { writeCoverage } from './coverage.ts'
import { withHeader } from './header.ts'
import { readOperations } from './model.ts'
import { writeOperations, writeSchemas } from './operations.ts'
import { writeTypes } from './types.ts'
import { writeValidators } from './validators/write.ts'
import { writeWebhooks } from './webhooks.ts'

/** Text of every generated file, by the name of what it holds; of a folder, by path in it. */
export interface Generated {
  types: string
  schemas: string
  operations: string
  client: string
  validators: Record<string, string>
  webhooks: string
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
    validators: Object.fromEntries(
      Object.entries(writeValidators(document, models)).map(([file, text]) => [
        file,
        withHeader(text, file.includes('/') ? undefined : hash),
      ]),
    ),
    webhooks: gen(writeWebhooks(document)),
    contract: gen(
      `/** sha256 of the contract. */\nexport const contractHash = '${hash}'\n\n/** The whole contract as one OpenAPI document. */\nexport const contract: Record<string, unknown> = ${JSON.stringify(document, null, 2)}\n`,
    ),
    coverage: writeCoverage(document, models),
  }
}
