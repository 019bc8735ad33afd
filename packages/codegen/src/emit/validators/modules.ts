/**
 * Kinds of validators: named schemas, inputs of operations, and responses without a named schema.
 */
export type ValidatorFolder = 'schemas' | 'operations' | 'responses'

/** Modules that validators import. */
export interface ValidatorModules {
  /** The types of schemas, and those of inputs and responses. */
  readonly types: Readonly<Record<'schemas' | 'operations', string>>
  /** The functions that validators call. */
  readonly runtime: string
  /** The functions for formats. */
  readonly formats: string
  /** The function that adds a JSON Schema to a validator; undefined where none are generated. */
  readonly jsonSchema: string | undefined
}
