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

interface Rejection {
  readonly reason: RejectionReason
  readonly status: number
  readonly retryAfter: number | undefined
}

/**
 * Thrown when a delivery is rejected. Neither its message nor its properties contain data of the
 * delivery.
 */
export class WebhookError extends CallError<Rejection> {
  override readonly name = 'WebhookError' as const
  declare readonly reason: RejectionReason
  /** HTTP status for the response to the sender. */
  declare readonly status: number
  /** When the sender may try again, in milliseconds from now. */
  declare readonly retryAfter: number | undefined

  constructor(reason: RejectionReason, status: number, message: string, retryAfter?: number) {
    super(message, { reason, status, retryAfter })
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
