/** Kinds of validators: named schemas, inputs of operations, and responses without a named schema. */
export type ValidatorFolder = 'schemas' | 'operations' | 'responses'

/** Modules that validators import. */
export interface ValidatorModules {
  /** The types that validators guard, by kind. */
  readonly types: Readonly<Record<ValidatorFolder, string>>
  /** The functions that validators call. */
  readonly runtime: string
  /** The functions for formats. */
  readonly formats: string
}
