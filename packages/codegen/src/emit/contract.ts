import type { FileOutput } from './output.ts'

/** The contract as a module, for the mock. */
export const contract = {
  name: 'contract',
  step: 'operations',
  files: { repository: 'packages/mock/src/generated/contract.gen.ts' },
  emit: ({ source, hash }) => `/** sha256 of the contract. */
export const contractHash = '${hash}'

/** The whole contract as one OpenAPI document. */
export const contract: Record<string, unknown> = ${JSON.stringify(source, null, 2)}
`,
} as const satisfies FileOutput
