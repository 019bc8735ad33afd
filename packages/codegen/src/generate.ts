import { writeClient } from './client.ts'
import type { ParsedContract } from './contract.ts'
import { writeCoverage } from './coverage.ts'
import { currentDialect } from './dialect.ts'
import { withHeader } from './header.ts'
import { hoistSchemas } from './hoist.ts'
import { home, type Layout } from './layout.ts'
import { readOperations } from './model.ts'
import { writeOperations } from './operations.ts'
import { writeReference } from './reference.ts'
import type { Refusal } from './refusal.ts'
import { writeSchemas } from './schemas.ts'
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
  reference: string
}

/** How a document becomes text. */
export interface GenerateOptions {
  /** Where the files stand and what they import. @default the layout of this repository */
  layout?: Layout
  /** Takes up what cannot become code, which is then left out. Without it such a part is an error. */
  left?: Refusal[]
  /** Hears of each step when it begins. */
  onStep?: (step: 'types' | 'operations' | 'validators' | 'coverage' | 'docs') => void
}

/** Turns a contract into the text of all generated files. Pure: reads and writes nothing. */
export function generate(
  { document: given, hash }: ParsedContract,
  { layout = home, left, onStep }: GenerateOptions = {},
): Generated {
  const gen = (text: string) => withHeader(text, hash)
  onStep?.('types')
  const document = currentDialect(hoistSchemas(given))
  const models = readOperations(document, left)
  const types = gen(writeTypes(document))
  onStep?.('operations')
  const schemas = gen(writeSchemas(document))
  const operations = gen(writeOperations(document, models, layout.runtime))
  const client = gen(writeClient(document, models, hash, layout.runtime))
  onStep?.('validators')
  const validators = writeValidators(document, layout.validators, left)
  const operationSchemas = gen(writeOperationSchemas(models, validators.names, layout.operationSchemas))
  onStep?.('coverage')
  const coverage = writeCoverage(given, models)
  onStep?.('docs')
  const contract = gen(
    `/** The whole contract as one OpenAPI document. */\nexport const contract: Record<string, unknown> = ${JSON.stringify(given, null, 2)}\n`,
  )
  const reference = writeReference(document, models)
  return { types, schemas, operations, client, validators: gen(validators.text), operationSchemas, contract, coverage, reference }
}
