import type { AnyResult, FailureReason } from '../response/result.ts'
import { CallError, type CallErrorOptions, isCallErrorNamed } from './call-error.ts'

type ResponseErrorProperties = Pick<ResponseError, 'status' | 'reason' | 'requestId' | 'attempts'>

/** A failed result, thrown by `.orThrow()` and by iteration. */
export class ResponseError extends CallError<ResponseErrorProperties> {
  override readonly name = 'ResponseError' as const
  /** HTTP status. */
  declare readonly status: number
  /** Why the result is a failure. */
  declare readonly reason: FailureReason
  /** The decoded error body; undefined if there was none or if it was not JSON. */
  declare readonly error: unknown
  /** The response, its body already read. */
  declare readonly response: Response
  /** Id that the service gave the request, for its support; undefined if the response has none. */
  declare readonly requestId: string | undefined
  /** How many times the request was sent. */
  declare readonly attempts: number

  constructor(result: Extract<AnyResult, { ok: false }>, options: CallErrorOptions) {
    const { status, reason, attempts, error, response } = result
    const { headers } = response
    const requestId = headers.get('x-request-id') ?? headers.get('request-id') ?? undefined
    const problem = `${options.operation} failed with status ${status}: ${result.message}`
    const message = requestId ? `${problem} (request ${requestId})` : problem
    super(message, { ...options, requestId, status, reason, attempts })
    // Not enumerable: bodies may hold personal data, and a printed error shows its enumerable properties.
    Object.defineProperties(this, { error: { value: error }, response: { value: response } })
  }
}

/** Returns whether a value is a {@link ResponseError}. */
export function isResponseError(error: unknown): error is ResponseError {
  return isCallErrorNamed(error, 'ResponseError')
}
