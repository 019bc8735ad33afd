import { CallError, type CallErrorOptions, isCallErrorNamed } from './call-error.ts'

/**
 * Why no complete response arrived: no connection was established; its TLS failed; it broke; the `fetch` option threw an
 * error of its own; there were too many redirects.
 */
export type NetworkProblem = 'unreachable' | 'tls' | 'broken' | 'fetch' | 'redirects'

/** No complete response arrived: the host was unreachable, or the connection broke. `cause` holds the reason. */
export class NetworkError extends CallError {
  override readonly name = 'NetworkError' as const
  /** Why no complete response arrived. */
  declare readonly problem: NetworkProblem
  /** How many times the request was sent. */
  declare readonly attempts: number

  constructor(
    message: string,
    attempts: number,
    { problem, ...options }: CallErrorOptions & { readonly problem: NetworkProblem },
  ) {
    super(message, options)
    this.problem = problem
    this.attempts = attempts
  }
}

/** Returns whether a value is a {@link NetworkError}. */
export function isNetworkError(error: unknown): error is NetworkError {
  return isCallErrorNamed(error, 'NetworkError')
}
