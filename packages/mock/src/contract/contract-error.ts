/** Thrown when the mock cannot serve a contract correctly. */
export class ContractError extends Error {
  override readonly name = 'ContractError' as const
  /** Every problem, with its location in the contract. */
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    const lines = problems.map((problem) => `- ${problem}`)
    super(`The mock cannot serve the contract:\n${lines.join('\n')}`)
    this.problems = problems
  }
}
