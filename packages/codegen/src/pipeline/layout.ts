import type { Layout } from '../emit/output.ts'

const runtime = '@returning-kit/runtime'
const validation = `${runtime}/validation`

/** The packages of a monorepo with a scope, such as `@returning-kit`. */
export function packagesLayout(scope: string): Layout {
  return {
    name: 'repository',
    runtime,
    importExtension: '.ts',
    validators: {
      types: { schemas: `${scope}/core`, operations: `${scope}/core` },
      runtime: validation,
      formats: `${validation}/formats`,
      jsonSchema: `${validation}/json-schema`,
    },
  }
}

/** The packages of this repository. */
export const repositoryLayout: Layout = packagesLayout('@returning-kit')

/** Returns a layout whose validators have JSON Schemas, or have none. */
export function withJsonSchemas(layout: Layout, isOn: boolean): Layout {
  const jsonSchema = isOn ? `${validation}/json-schema` : undefined
  return { ...layout, validators: { ...layout.validators, jsonSchema } }
}

/** One folder for any document. Its files import the runtime and each other. */
export const singleFolderLayout: Layout = {
  name: 'folder',
  runtime,
  importExtension: '.ts',
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
