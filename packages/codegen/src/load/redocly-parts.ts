import type { normalizeTypes, SpecVersion } from '@redocly/openapi-core'

// `build.ts` replaces this module by one with the same export that links the files.

/** A type of Redocly, as `normalizeTypes` returns it. */
export type NodeType = ReturnType<typeof normalizeTypes>[string]

/** What Redocly's rule for the structure of a document gets with a node. */
interface NodeContext {
  readonly type: NodeType
  readonly key: string | number
  readonly location: object
  readonly rawLocation: object
  readonly report: () => void
  readonly resolve: (node: unknown) => { readonly node: unknown }
  readonly ignoreNextVisitorsOnNode: () => void
}

/** The parts of Redocly that decide whether a document has the structure of OpenAPI. */
export interface RedoclyParts {
  readonly getTypes: (version: SpecVersion) => Parameters<typeof normalizeTypes>[0]
  readonly normalizeTypes: typeof normalizeTypes
  readonly Struct: () => { readonly any: (node: unknown, context: NodeContext) => void }
}

/** Loads parts of Redocly, which takes a twentieth of the time of the whole package. */
export async function loadRedoclyParts(): Promise<RedoclyParts> {
  const main = import.meta.resolve('@redocly/openapi-core')
  const files = ['oas-types.js', 'types/index.js', 'rules/common/struct.js']
  const parts = await Promise.all(files.map((file) => import(new URL(file, main).href)))
  return Object.assign({}, ...parts)
}
