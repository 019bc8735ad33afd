import { NetworkError } from '../errors/network-error.ts'
import type { CallState } from './context.ts'

// Codes of Node and Bun for a connection that was never established, so that no part of the request can have arrived.
const neverConnectedCode = /conn(ection)?refused|ENOTFOUND|EAI_AGAIN|UNREACH|CONNECT_TIMEOUT/i

function codeOf(error: unknown): string {
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: unknown }
  return typeof code === 'string' ? code : cause ? codeOf(cause) : ''
}

/** Returns whether the connection was never established. */
export function neverConnected({ cause }: NetworkError): boolean {
  return neverConnectedCode.test(codeOf(cause))
}

/**
 * Returns a function that throws the NetworkError of a call. The message of the platform is only in `cause`, as it may
 * contain a URL with secrets.
 */
export function toNetworkError({
  attempts,
  operation,
  request,
}: CallState): (cause: unknown) => never {
  return (cause) => {
    const code = codeOf(cause)
    const host = new URL(request.url).host
    const advice = neverConnectedCode.test(code)
      ? 'Check `baseUrl` and the network.'
      : 'The connection broke.'
    const message = `No response from ${host} (${code || (cause as Error)?.name}). ${advice}`
    throw new NetworkError(message, attempts, { cause, operation: operation?.id })
  }
}
