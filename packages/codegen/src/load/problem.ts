/** A problem of a document, with its location. */
export interface Problem {
  readonly message: string
  /** Absolute path. Line and column count from 1. */
  readonly file: string
  readonly line: number
  readonly column: number
}

/**
 * Thrown for a document that cannot be used. Its message has one line for each problem: file, line,
 * column, message.
 */
export class ContractError extends Error {
  override readonly name = 'ContractError'
  readonly problems: readonly Problem[]

  constructor(problems: readonly Problem[]) {
    super(problems.map((problem) => problemText(problem)).join('\n'))
    this.problems = problems
  }
}

/** Returns a problem on one line, in the format that editors and terminals turn into a link. */
export function problemText(
  { file, line, column, message }: Problem,
  displayPath: (file: string) => string = (path) => path,
): string {
  return `${displayPath(file)}:${line}:${column} ${message}`
}
