/** A part of a contract that no code can be generated for, and why. */
export interface Diagnostic {
  readonly message: string
  /** JSON pointer to the part, in the document's root file. */
  readonly pointer: string
}

/** Thrown for a contract that cannot be generated. Lists every reason. */
export class GenerationError extends Error {
  override readonly name = 'GenerationError'
  readonly diagnostics: readonly Diagnostic[]

  constructor(diagnostics: readonly Diagnostic[]) {
    const lines = diagnostics.map(({ message }) => `- ${message}`)
    super(`The contract cannot be generated:\n${lines.join('\n')}`)
    this.diagnostics = diagnostics
  }
}
