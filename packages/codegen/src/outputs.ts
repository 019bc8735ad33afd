import type { Generated } from './generate.ts'

/** Where each generated file of this repository stands, from its root. */
export const outputs: Readonly<Record<keyof Generated, string>> = {
  types: 'packages/core/src/generated/types.gen.ts',
  schemas: 'packages/core/src/generated/schemas.gen.ts',
  operations: 'packages/core/src/generated/operations.gen.ts',
  client: 'packages/core/src/generated/client.gen.ts',
  validators: 'packages/validation/src/generated/schemas.gen.ts',
  operationSchemas: 'packages/validation/src/generated/operations.gen.ts',
  webhooks: 'packages/webhooks/src/generated/webhooks.gen.ts',
  contract: 'packages/mock/src/generated/contract.gen.ts',
  coverage: 'docs/coverage.md',
}
