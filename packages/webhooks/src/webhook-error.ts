import { CallError } from '@returning-kit/runtime'

/**
 * Why a delivery was rejected. Every failure that involves keys is `inauthentic`, with the same
 * message, so that the response reveals nothing to an attacker.
 */
export type RejectionReason =
  | 'type'
  | 'size'
  | 'slow'
  | 'broken'
  | 'inauthentic'
  | 'malformed'
  | 'stale'
  | 'unhandled'
  | 'in-progress'
  | 'superseded'
  | 'busy'
  | 'timeout'

/**
 * Thrown when a delivery is rejected. Neither its message nor its properties contain data of the
 * delivery.
 */
export class WebhookError extends CallError {
  override readonly name = 'WebhookError' as const
  readonly reason: RejectionReason
  /** HTTP status for the response to the sender. */
  readonly status: number
  /** When the sender may try again, in milliseconds from now. */
  readonly retryAfter: number | undefined

  constructor(reason: RejectionReason, status: number, message: string, retryAfter?: number) {
    super(message, {})
    this.reason = reason
    this.status = status
    this.retryAfter = retryAfter
  }
}

/** Returns the single error for every failure that involves keys. */
export function inauthenticError(): WebhookError {
  return new WebhookError('inauthentic', 401, 'The delivery is not authentic.')
}

/** Returns whether a value is a {@link WebhookError}. */
export function isWebhookError(error: unknown): error is WebhookError {
  return error instanceof CallError && error.name === 'WebhookError'
}
