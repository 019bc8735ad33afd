import { CallError, isCallErrorNamed } from './call-error.ts'

/**
 * Why no complete response arrived: no connection was established; its TLS failed; it broke; the `fetch` option threw an
 * error of its own; there were too many redirects.
 */
export type NetworkProblem = 'unreachable' | 'tls' | 'broken' | 'fetch' | 'redirects'

interface NetworkErrorProperties {
  readonly problem: NetworkProblem
  readonly attempts: number
}

/** No complete response arrived: the host was unreachable, or the connection broke. `cause` holds the reason. */
export class NetworkError extends CallError<NetworkErrorProperties> {
  override readonly name = 'NetworkError' as const
  /** Why no complete response arrived. */
  declare readonly problem: NetworkProblem
  /** How many times the request was sent. */
  declare readonly attempts: number
}

/** Returns whether a value is a {@link NetworkError}. */
export function isNetworkError(error: unknown): error is NetworkError {
  return isCallErrorNamed(error, 'NetworkError')
}
