import type { Generated } from './generate.ts'

/** Modules that a validator imports: the types it promises, by the folder it stands in; what wraps it; what it calls. */
export interface ValidatorModules {
  readonly types: Readonly<Record<'schemas' | 'inputs' | 'answers', string>>
  readonly schema: string
  readonly support: string
}

/** Where generated files stand and what they import. */
export interface Layout {
  /** Each file or folder, from the root that it is written under; what has no file is not written. */
  readonly files: Readonly<Partial<Record<keyof Generated, string>>>
  /** Module of the runtime, as the functions import it. */
  readonly runtime: string
  /** Modules that the validators import. */
  readonly validators: ValidatorModules
}

const validation = '@returning-kit/runtime/validation'

/** The files of this repository, from its root. */
export const repositoryLayout: Layout = {
  files: {
    types: 'packages/core/src/generated/types.gen.ts',
    schemas: 'packages/core/src/generated/schemas.gen.ts',
    operations: 'packages/core/src/generated/operations.gen.ts',
    client: 'packages/core/src/generated/client.gen.ts',
    openapiFetch: 'packages/core/src/generated/openapi-fetch.gen.ts',
    credentials: 'packages/core/src/generated/credentials.gen.ts',
    validators: 'packages/validation/src/generated',
    webhooks: 'packages/webhooks/src/generated/webhooks.gen.ts',
    contract: 'packages/mock/src/generated/contract.gen.ts',
    coverage: 'docs/coverage.md',
    reference: 'docs/operations.md',
  },
  runtime: '@returning-kit/runtime',
  validators: {
    types: {
      schemas: '@returning-kit/core',
      inputs: '@returning-kit/core',
      answers: '@returning-kit/core/paths',
    },
    schema: validation,
    support: validation,
  },
}

/** One folder of files for any document; they stand on the published packages. */
export const singleFolderLayout: Layout = {
  files: {
    types: 'types.gen.ts',
    schemas: 'schemas.gen.ts',
    operations: 'operations.gen.ts',
    client: 'client.gen.ts',
    openapiFetch: 'openapi-fetch.gen.ts',
    credentials: 'credentials.gen.ts',
    validators: 'validators',
    coverage: 'coverage.md',
    reference: 'operations.md',
  },
  runtime: '@returning-kit/runtime',
  validators: {
    types: {
      schemas: '../../schemas.gen.ts',
      inputs: '../../operations.gen.ts',
      answers: '../../types.gen.ts',
    },
    schema: validation,
    support: validation,
  },
}
