/** A contract that would be served wrongly. */
export class ContractError extends Error {
  override readonly name = 'ContractError' as const
  /** Each thing that is wrong, with its place in the contract. */
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(
      `The contract would be served wrongly, so the mock does not start:\n${problems.map((text) => `- ${text}`).join('\n')}`,
    )
    this.problems = problems
  }
}
