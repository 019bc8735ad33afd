/** A part of a contract that cannot become code, and why. */
export interface Diagnostic {
  readonly message: string
  /** JSON pointer to the part, in the document's root file. */
  readonly pointer: string
}

/** A contract that cannot become code; every reason is named. */
export class GenerationError extends Error {
  override readonly name = 'GenerationError'
  readonly diagnostics: readonly Diagnostic[]

  constructor(refusals: readonly (Diagnostic | string)[]) {
    const all = refusals.map((refusal) =>
      typeof refusal === 'string' ? { message: refusal, pointer: '#/' } : refusal,
    )
    super(
      `The contract cannot be generated:\n${all.map(({ message }) => `- ${message}`).join('\n')}`,
    )
    this.diagnostics = all
  }
}
