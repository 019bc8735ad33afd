import type { Generated } from './generate.ts'

/** Where each generated file or folder of this repository stands, from its root. */
export const outputs: Readonly<Record<keyof Generated, string>> = {
  types: 'packages/core/src/generated/types.gen.ts',
  schemas: 'packages/core/src/generated/schemas.gen.ts',
  operations: 'packages/core/src/generated/operations.gen.ts',
  client: 'packages/core/src/generated/client.gen.ts',
  validators: 'packages/validation/src/generated',
  webhooks: 'packages/webhooks/src/generated/webhooks.gen.ts',
  contract: 'packages/mock/src/generated/contract.gen.ts',
  coverage: 'docs/coverage.md',
}

/** Every generated file of this repository with its text, by path from the root. */
export function generatedFiles(generated: Generated): Record<string, string> {
  return Object.fromEntries(
    Object.entries(outputs).flatMap(([name, path]) => {
      const text = generated[name as keyof Generated]
      return typeof text === 'string' ? [[path, text]] : Object.entries(text).map(([file, part]) => [`${path}/${file}`, part])
    }),
  )
}

/** The folders that hold generated files only; what is there beyond {@link generatedFiles} is left from an older contract. */
export const folders: readonly string[] = [outputs.validators]
