import type { Layout } from '../emit/output.ts'

const runtime = '@returning-kit/runtime'
const validation = `${runtime}/validation`

/** The packages of this repository. */
export const repositoryLayout: Layout = {
  name: 'repository',
  runtime,
  validators: {
    types: {
      schemas: '@returning-kit/core',
      operations: '@returning-kit/core',
    },
    runtime: validation,
    formats: `${validation}/formats`,
    jsonSchema: `${validation}/json-schema`,
  },
}

/** One folder for any document. Its files import the runtime and each other. */
export const singleFolderLayout: Layout = {
  name: 'folder',
  runtime,
  validators: {
    types: {
      schemas: '../../schemas.gen.ts',
      operations: '../../operations.gen.ts',
    },
    runtime: validation,
    formats: `${validation}/formats`,
    jsonSchema: undefined,
  },
}
