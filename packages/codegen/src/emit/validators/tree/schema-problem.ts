/** Thrown for a schema that no validator can be generated for. */
export class SchemaProblem extends Error {
  override readonly name = 'SchemaProblem'
  /** JSON pointer to the schema, in the document. */
  readonly pointer: string

  constructor(message: string, pointer: string) {
    super(message)
    this.pointer = pointer
  }
}
