import type { Generated } from './generate.ts'

/** Where generated files stand and what they import. */
export interface Layout {
  /** Each file, from the root that it is written under; what has no file is not written. */
  readonly files: Readonly<Partial<Record<keyof Generated, string>>>
  /** Module of the runtime, as the functions import it. */
  readonly runtime: string
  /** Modules that the validators import: the types they promise, what wraps them, what they call. */
  readonly validators: { readonly types: string; readonly schema: string; readonly support: string }
  /** Modules that the list of validators by operation imports. */
  readonly operationSchemas: { readonly type: string; readonly schemas: string }
}

/** The files of this repository, from its root. */
export const home: Layout = {
  files: {
    types: 'packages/core/src/generated/types.gen.ts',
    schemas: 'packages/core/src/generated/schemas.gen.ts',
    operations: 'packages/core/src/generated/operations.gen.ts',
    client: 'packages/core/src/generated/client.gen.ts',
    validators: 'packages/validation/src/generated/schemas.gen.ts',
    operationSchemas: 'packages/validation/src/generated/operations.gen.ts',
    contract: 'packages/mock/src/generated/contract.gen.ts',
    coverage: 'docs/coverage.md',
    reference: 'docs/operations.md',
  },
  runtime: '../runtime.ts',
  validators: { types: '@returning-kit/core', schema: '../schema.ts', support: '../support.ts' },
  operationSchemas: { type: '../plug.ts', schemas: './schemas.gen.ts' },
}

const validation = '@returning-kit/validation/runtime'

/** One folder of files for any document; they stand on the published packages. */
export const folder: Layout = {
  files: {
    types: 'types.gen.ts',
    schemas: 'schemas.gen.ts',
    operations: 'operations.gen.ts',
    client: 'client.gen.ts',
    validators: 'validators.gen.ts',
    operationSchemas: 'operation-validators.gen.ts',
    coverage: 'coverage.md',
    reference: 'operations.md',
  },
  runtime: '@returning-kit/core/runtime',
  validators: { types: './schemas.gen.ts', schema: validation, support: validation },
  operationSchemas: { type: validation, schemas: './validators.gen.ts' },
}
