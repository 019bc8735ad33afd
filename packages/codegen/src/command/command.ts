/** A command of the bin `returning-kit`. */
export interface Command {
  /** The text of `--help`: usage, options and exit codes. */
  readonly help: string
  /**
   * Runs the command.
   *
   * @param args - The arguments after the name of the command.
   * @returns the exit code: 0 done, 1 a check failed, 2 wrong usage or an unusable document.
   * @throws UsageError for arguments that the command does not take.
   */
  run(args: readonly string[]): Promise<number>
}

/** Thrown for arguments or a configuration that a command cannot use. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
