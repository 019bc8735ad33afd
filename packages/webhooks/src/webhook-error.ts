import { CallError } from '@returning-kit/runtime'

/**
 * Why a delivery was refused. All that has to do with keys is `inauthentic`, with one message, so that an answer
 * teaches an attacker nothing.
 */
export type RefusalReason =
  | 'type'
  | 'size'
  | 'broken'
  | 'inauthentic'
  | 'malformed'
  | 'stale'
  | 'replayed'
  | 'unhandled'

/** A delivery was refused. Neither its message nor its members hold anything of the delivery. */
export class WebhookError extends CallError {
  override readonly name = 'WebhookError' as const
  readonly reason: RefusalReason
  /** The HTTP status to answer with. */
  readonly status: number

  constructor(reason: RefusalReason, status: number, message: string) {
    super(message)
    this.reason = reason
    this.status = status
  }
}

/** The one error for everything that has to do with keys. */
export function inauthentic(): WebhookError {
  return new WebhookError('inauthentic', 401, 'The delivery is not authentic.')
}

/** Tells whether a value is a {@link WebhookError}. */
export function isWebhookError(error: unknown): error is WebhookError {
  return error instanceof CallError && error.name === 'WebhookError'
}
