import { NetworkError } from '../errors/network-error.ts'
import type { CallState } from './context.ts'

// Codes of Node and Bun for a connection that never stood, so that nothing of the request can have arrived.
const unsentCode = /conn(ection)?refused|ENOTFOUND|EAI_AGAIN|UNREACH|CONNECT_TIMEOUT/i

function codeOf(error: unknown): string {
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: unknown }
  return typeof code === 'string' ? code : cause ? codeOf(cause) : ''
}

/** Tells whether a connection never stood. */
export function neverConnected({ cause }: NetworkError): boolean {
  return unsentCode.test(codeOf(cause))
}

/**
 * What is thrown when no answer came, or not all of it. The platform's words are left to `cause`, as they may hold
 * an address with secrets in it.
 */
export function toNetworkError({
  attempts,
  operation,
  request,
}: CallState): (cause: unknown) => never {
  return (cause) => {
    const code = codeOf(cause)
    const advice = unsentCode.test(code)
      ? 'check `baseUrl` and the network'
      : 'the connection broke'
    const message = `No answer from ${new URL(request.url).host} (${code || (cause as Error)?.name}); ${advice}.`
    throw new NetworkError(message, attempts, { cause, operation: operation?.id })
  }
}
