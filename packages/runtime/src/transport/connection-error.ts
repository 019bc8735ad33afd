import { NetworkError, type NetworkProblem } from '../errors/network-error.ts'
import type { PreparedRequest } from '../operation/serializer.ts'
import { requestUrl } from '../request/build-request.ts'
import { type CallState, shownUrl } from './context.ts'

interface PlatformError {
  readonly name?: unknown
  readonly message?: unknown
  readonly code?: unknown
  readonly syscall?: unknown
  readonly cause?: unknown
  readonly errors?: readonly PlatformError[]
}

const advice: Readonly<Record<string, string>> = {
  unreachable: 'Check `baseUrl` and the network.',
  tls: 'The TLS connection failed; check the certificate of the host.',
  fetch: 'The `fetch` option threw it; see `cause`.',
  broken: 'The connection broke. The service may have carried out the call.',
}

// The innermost reason that has a code.
function reasonOf(error: PlatformError): PlatformError {
  return typeof error.code === 'string' || !error.cause
    ? error
    : reasonOf(error.cause as PlatformError)
}

// Codes of Node and Bun for a connection that was never established, so that no part of the request can have arrived.
const unreachable = /conn(ection)?refused|ENOTFOUND|EAI_AGAIN|CONNECT_TIMEOUT/i

function problemOf(
  { message }: PlatformError,
  { code = '', syscall, errors = [] }: PlatformError,
  hasOwnFetch: boolean,
): NetworkProblem {
  // A host may also become unreachable while a response is read.
  const isConnecting = [{ syscall }, ...errors].some((one) => one.syscall === 'connect')
  if (unreachable.test(`${code}`) || (isConnecting && `${code}`.includes('UNREACH'))) {
    return 'unreachable'
  }
  // Deno gives no code, only a message.
  if (/CERT|SSL|TLS|SELF_SIGNED|UNABLE_TO_|peer certificate/.test(`${code || message}`)) {
    return 'tls'
  }
  return hasOwnFetch && !code ? 'fetch' : 'broken'
}

// Some platforms quote the URL of the request.
function withoutUrl(error: PlatformError, url: string, shown: string): PlatformError {
  const { name, message, cause } = error
  if (url === shown || !`${message}`.includes(url)) return error
  const copy = new Error(`${message}`.replaceAll(url, shown), { cause })
  return Object.assign(copy, { name })
}

/**
 * Returns the NetworkError of a request. The message of the platform is only in `cause`, as it may contain personal data.
 */
export function toNetworkError(
  call: CallState,
  thrown: unknown,
  sent: PreparedRequest = call.request,
): NetworkError {
  const error = (thrown ?? {}) as PlatformError
  const reason = reasonOf(error)
  const problem = problemOf(error, reason, call.context.hasOwnFetch)
  const message = `No complete response from ${new URL(sent.url).host} (${reason.code ?? error.name}). ${advice[problem]}`
  return new NetworkError(message, {
    problem,
    attempts: call.attempts,
    cause: withoutUrl(error, requestUrl(sent), shownUrl(call, sent)),
    operation: call.id,
  })
}
