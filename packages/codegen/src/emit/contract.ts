import type { FileOutput } from './output.ts'

/** The contract as a module, for the mock. */
export const contract = {
  name: 'contract',
  step: 'operations',
  files: { repository: 'packages/mock/src/generated/contract.gen.ts' },
  emit: ({ source, hash }) => `/** sha256 of the contract without its descriptions. */
export const contractHash = '${hash}'

/** The whole contract as one OpenAPI document. */
export const contract: Record<string, unknown> = ${jsonLiteral(source)}
`,
} as const satisfies FileOutput

// In an object literal `__proto__` alone is no property. A line begins with a key or a whole value.
function jsonLiteral(source: object): string {
  return JSON.stringify(source, null, 2).replaceAll(/^( *)"__proto__":/gm, '$1["__proto__"]:')
}
