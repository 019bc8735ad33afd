import { replaceControlCharacters } from '../http/log.ts'
import type { Coverage } from './coverage.ts'
import type { FailOn, Verification } from './run.ts'

/** Returns the parts of a verification that fail a run. */
export function failedParts(verification: Verification, failOn: readonly FailOn[]): FailOn[] {
  return failOn.filter((part) => verification[part].length > 0)
}

/** Formats the end of a run for a person. */
export function summaryText({ undeclared, unused }: Verification, coverage: Coverage): string {
  const { operations, statuses } = coverage
  return [
    `Covered ${operations.called} of ${operations.declared} operations and ` +
      `${statuses.received} of ${statuses.declared} statuses.`,
    ...section(
      'Undeclared calls',
      undeclared.flatMap(({ method, path, reasons, count }) => [
        `${method} ${path} (${count})`,
        ...reasons.map((reason) => `  ${reason}`),
      ]),
    ),
    ...section(
      'Unused responses',
      unused.map(
        ({ operation, index, uses, times }) =>
          `responses.${operation}[${index}] was used ${uses} of ${times} times`,
      ),
    ),
  ]
    .map(replaceControlCharacters)
    .join('\n')
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length > 0 ? [`${title}:`, ...lines.map((line) => `  ${line}`)] : []
}
