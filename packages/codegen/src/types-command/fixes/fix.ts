import type { OpenAPI3 } from 'openapi-typescript'
import type { OpenapiTypescriptOptions } from '../../emit/types/openapi-typescript.ts'
import type { Node } from '../../emit/types/ts-node.ts'

/** A correction of openapi-typescript 7.13, which is off unless `--fixed` names it. */
export interface Fix {
  readonly name: string
  /** One line of `--help`. */
  readonly summary: string
  /** Changes the bundled document before its types are written. */
  readonly document?: (document: OpenAPI3) => OpenAPI3
  /** Changes the options of openapi-typescript. */
  readonly options?: (options: OpenapiTypescriptOptions) => OpenapiTypescriptOptions
  /** Changes the declarations that openapi-typescript returns. */
  readonly declarations?: (declarations: readonly Node[], source: TypesSource) => readonly Node[]
}

/** What declarations are made from. */
export interface TypesSource {
  readonly options: OpenapiTypescriptOptions
  /** Transforms the document again, with other options. */
  readonly declare: (options: OpenapiTypescriptOptions) => readonly Node[]
}
