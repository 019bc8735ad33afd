import type { OpenAPI3 } from 'openapi-typescript'
import type { OpenapiTypescriptOptions } from '../../emit/types/openapi-typescript.ts'
import type { Node } from '../../emit/types/ts-node.ts'
import type { BundledDocument, RedoclyConfig, RedoclyDocument } from '../redocly.ts'

/** A correction of openapi-typescript 7.13, which is off unless `--fixed` names it. */
export interface Fix {
  readonly name: string
  /** One line of `--help`. */
  readonly summary: string
  /**
   * Bundles a document instead of Redocly 1; undefined for a document that is bundled as always.
   *
   * @throws ContractError
   */
  readonly bundle?: (
    root: RedoclyDocument,
    config: RedoclyConfig,
  ) => Promise<BundledDocument> | undefined
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
