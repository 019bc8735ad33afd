/** Thrown for an invalid scenario. */
export class ScenarioError extends Error {
  override readonly name = 'ScenarioError' as const
  /** Every problem, with its location in the scenario. */
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    const lines = problems.map((problem) => `- ${problem}`)
    super(`The scenario is invalid:\n${lines.join('\n')}`)
    this.problems = problems
  }
}
