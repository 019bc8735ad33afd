/** Something wrong with a document, and where. */
export interface Problem {
  readonly message: string
  /** Absolute path; line and column count from 1. */
  readonly file: string
  readonly line: number
  readonly column: number
}

/** A document that cannot be used as it is. Its message has one line for each problem: file, line, column, sentence. */
export class ContractError extends Error {
  override readonly name = 'ContractError'
  readonly problems: readonly Problem[]

  constructor(problems: readonly Problem[]) {
    super(problems.map((problem) => problemText(problem)).join('\n'))
    this.problems = problems
  }
}

/** A problem on one line, as editors and terminals make a link of it. */
export function problemText(
  { file, line, column, message }: Problem,
  short: (file: string) => string = (path) => path,
): string {
  return `${short(file)}:${line}:${column} ${message}`
}
