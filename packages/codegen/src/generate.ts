import { writeClient } from './client.ts'
import type { ParsedContract } from './contract.ts'
import { writeCoverage } from './coverage.ts'
import { currentDialect } from './dialect.ts'
import { withHeader } from './header.ts'
import { hoistSchemas } from './hoist.ts'
import { home, type Layout } from './layout.ts'
import { bareSchemas } from './map-schema.ts'
import { readOperations } from './model.ts'
import { writeOperations } from './operations.ts'
import { writeReference } from './reference.ts'
import type { Refusal } from './refusal.ts'
import { writeSchemas } from './schemas.ts'
import { writeTypes } from './types.ts'
import { type Validators, writeOperationSchemas, writeValidators } from './validators.ts'

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
  reference: string
}

/** How a document becomes text. */
export interface GenerateOptions {
  /** Where the files stand and what they import. @default the layout of this repository */
  layout?: Layout
  /** Takes up what cannot become code, which is then left out. Without it such a part is an error. */
  left?: Refusal[]
  /** Compiles the validators, perhaps elsewhere while the rest is written. @default writeValidators */
  compile?: (...args: Parameters<typeof writeValidators>) => Validators | Promise<Validators>
  /** Hears of each step when it begins. */
  onStep?: (step: 'types' | 'operations' | 'validators' | 'coverage' | 'docs') => void
}

/** Turns a contract into the text of all generated files. Pure: reads and writes nothing. */
export async function generate(
  { document: given, hash }: ParsedContract,
  { layout = home, left, compile = writeValidators, onStep }: GenerateOptions = {},
): Promise<Generated> {
  const gen = (text: string) => withHeader(text, hash)
  onStep?.('types')
  const document = currentDialect(hoistSchemas(given))
  const models = readOperations(document, left)
  const compiling = (async () => compile(left ? bareSchemas(document) : document, layout.validators, left))()
  // Heard below; what fails before must not leave it unheard.
  compiling.catch(() => {})
  const types = gen(writeTypes(document))
  onStep?.('operations')
  const schemas = gen(writeSchemas(document))
  const operations = gen(writeOperations(document, models, layout.runtime))
  const client = gen(writeClient(document, models, hash, layout.runtime))
  onStep?.('coverage')
  const coverage = writeCoverage(given, models)
  onStep?.('docs')
  const contract = gen(
    `/** The whole contract as one OpenAPI document. */\nexport const contract: Record<string, unknown> = ${JSON.stringify(given, null, 2)}\n`,
  )
  const reference = writeReference(document, models)
  onStep?.('validators')
  const { text, names } = await compiling
  const operationSchemas = gen(writeOperationSchemas(models, names, layout.operationSchemas))
  return { types, schemas, operations, client, validators: gen(text), operationSchemas, contract, coverage, reference }
}
