import { writeClient } from '../emit/client/client.ts'
import { readCredentials, writeCredentials } from '../emit/client/credentials.ts'
import { writeOpenapiFetch } from '../emit/client/openapi-fetch.ts'
import { writeOperations } from '../emit/client/operations.ts'
import { writeCoverage } from '../emit/docs/coverage.ts'
import { writeReference } from '../emit/docs/reference.ts'
import { withHeader } from '../emit/header.ts'
import { writeSchemas } from '../emit/types/schemas.ts'
import { writeValidators } from '../emit/validators/assemble.ts'
import { writeWebhooks } from '../emit/webhooks.ts'
import type { ParsedContract } from '../load/contract.ts'
import { readOperations } from '../model/operation.ts'
import { hoistSchemas } from '../normalize/hoist-schemas.ts'
import { upgradeDialect } from '../normalize/upgrade-dialect.ts'
import type { Diagnostic } from '../openapi/diagnostic.ts'
import { cachedStringify } from '../openapi/stringify.ts'
import { type Layout, repositoryLayout } from './layout.ts'
import { inThisThread, type SlowEmitters } from './workers/tasks.ts'

/** Text of every generated file, by the name of what it holds; of a folder, by path in it. */
export interface Generated {
  types: string
  schemas: string
  operations: string
  client: string
  openapiFetch: string
  credentials: string
  validators: Record<string, string>
  webhooks: string
  contract: string
  coverage: string
  reference: string
}

/** How a document becomes text. */
export interface GenerateOptions {
  /** Where the files stand and what they import. @default the layout of this repository */
  layout?: Layout
  /** Takes up what cannot become code, which is then left out. Without it such a part is an error. */
  skipped?: Diagnostic[]
  /** The writers that take long, perhaps elsewhere while the rest is written. @default here */
  slowEmitters?: SlowEmitters
  /** Hears of each step when it begins. */
  onStep?: (step: 'operations' | 'coverage' | 'docs') => void
}

/** Turns a contract into the text of all generated files. Pure: reads and writes nothing. */
export async function generate(
  { document: given, hash }: ParsedContract,
  {
    layout = repositoryLayout,
    skipped: left,
    slowEmitters: slow = inThisThread,
    onStep,
  }: GenerateOptions = {},
): Promise<Generated> {
  const gen = (text: string) => withHeader(text, hash)
  onStep?.('operations')
  const document = upgradeDialect(hoistSchemas(given))
  const models = readOperations(document, left)
  const asked = { json: cachedStringify(document), layout, lenient: left !== undefined }
  const waiting = Promise.all([slow.types(asked), slow.validators(asked)])
  // Heard below; what fails before must not leave it unheard.
  waiting.catch(() => {})
  const schemas = gen(writeSchemas(document))
  const known = readCredentials(document, models)
  const credentials = gen(writeCredentials(known, layout.runtime))
  const operations = gen(writeOperations(document, models, known, layout.runtime))
  const client = gen(writeClient(document, models, known, hash, layout.runtime))
  const openapiFetch = gen(writeOpenapiFetch(document, models, known, layout.runtime))
  // Only this repository has a runtime for them.
  const webhooks = layout.files.webhooks === undefined ? '' : gen(writeWebhooks(document))
  onStep?.('coverage')
  const coverage = writeCoverage(given, models)
  onStep?.('docs')
  const contract =
    layout.files.contract === undefined
      ? ''
      : gen(
          `/** sha256 of the contract. */\nexport const contractHash = '${hash}'\n\n/** The whole contract as one OpenAPI document. */\nexport const contract: Record<string, unknown> = ${JSON.stringify(given, null, 2)}\n`,
        )
  const reference = writeReference(document, models)
  const [types, shares] = await waiting
  const validators = Object.fromEntries(
    Object.entries(writeValidators(document, models, shares, left)).map(([file, text]) => [
      file,
      withHeader(text, file.includes('/') ? undefined : hash),
    ]),
  )
  return {
    types: gen(types),
    schemas,
    operations,
    client,
    openapiFetch,
    credentials,
    validators,
    webhooks,
    contract,
    coverage,
    reference,
  }
}
