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
      inputs: '@returning-kit/core',
      responses: '@returning-kit/core',
    },
    schema: validation,
    support: validation,
  },
}

/** One folder for any document. Its files import the runtime and each other. */
export const singleFolderLayout: Layout = {
  name: 'folder',
  runtime,
  validators: {
    types: {
      schemas: '../../schemas.gen.ts',
      inputs: '../../operations.gen.ts',
      responses: '../../operations.gen.ts',
    },
    schema: validation,
    support: validation,
  },
}
