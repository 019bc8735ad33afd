import { UsageError } from '../command/command.ts'

/**
 * Returns the folder that paths are relative to. pnpm runs scripts in the root of the repository,
 * and sets INIT_CWD to the folder where it was started.
 */
export function startFolder(): string {
  return process.env['INIT_CWD'] ?? process.cwd()
}

/**
 * Returns the value of an option.
 *
 * @throws UsageError if it is not among the known ones.
 */
export function knownValue<const Known extends string>(
  option: string,
  value: string,
  known: readonly Known[],
): Known {
  const found = known.find((one) => one === value)
  if (found !== undefined) return found
  throw new UsageError(`The ${option} ${value} is unknown. Expected one of ${known.join(', ')}.`)
}
