import type { MockRequest } from '../http/recorded-request.ts'
import { type Condition, meets } from '../scenario/condition.ts'
import type { OperationId } from '../scenario/scenario.ts'

/** How many requests an operation must have received: exactly a number, or a range. */
export type CallExpectation =
  | number
  | {
      /** Exact number of requests. */
      readonly times?: number
      /** Fewest requests. @default 1 without `times` and `atMost` */
      readonly atLeast?: number
      /** Most requests. */
      readonly atMost?: number
      /** Only requests with these values count. */
      readonly when?: Condition
    }

/** Expected calls by operation. */
export type CallExpectations = { readonly [Id in OperationId]?: CallExpectation }

/** Thrown if the mock did not receive the expected requests. */
export class VerificationError extends Error {
  override readonly name = 'VerificationError' as const
  /** One sentence for each expectation that is not met. */
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(
      [
        'The mock did not receive the expected requests:',
        ...problems.map((each) => `- ${each}`),
      ].join('\n'),
    )
    this.problems = problems
  }
}

function rangeOf(expectation: CallExpectation): { min: number; max: number } {
  if (typeof expectation === 'number') return { min: expectation, max: expectation }
  const { times, atLeast, atMost } = expectation
  if (times !== undefined) return { min: times, max: times }
  return { min: atLeast ?? (atMost === undefined ? 1 : 0), max: atMost ?? Number.POSITIVE_INFINITY }
}

function rangeText({ min, max }: { min: number; max: number }): string {
  if (min === max) return `${min} ${min === 1 ? 'call' : 'calls'}`
  if (max === Number.POSITIVE_INFINITY) return `at least ${min} ${min === 1 ? 'call' : 'calls'}`
  return min === 0 ? `at most ${max} calls` : `${min} to ${max} calls`
}

/** Returns one sentence for each expectation that the requests do not meet. */
export function callProblems(
  requests: readonly MockRequest[],
  expectations: CallExpectations,
  isOperation: (id: string) => boolean,
): string[] {
  return Object.entries(expectations).flatMap(([id, expectation]) => {
    if (expectation === undefined) return []
    if (!isOperation(id)) return [`${id} is not an operation of the contract.`]
    const calls = requests.filter(({ operation }) => operation === id)
    const when = typeof expectation === 'number' ? undefined : expectation.when
    const counted = when
      ? calls.filter((call) => meets(when, { ...call, path: call.pathParameters }))
      : calls
    const range = rangeOf(expectation)
    if (counted.length >= range.min && counted.length <= range.max) return []
    const condition = when ? ' with the expected values' : ''
    const others = when ? `, and ${calls.length - counted.length} with other values` : ''
    return [`${id}: expected ${rangeText(range)}${condition}, received ${counted.length}${others}.`]
  })
}
