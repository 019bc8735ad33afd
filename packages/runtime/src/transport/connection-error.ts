import { NetworkError, type NetworkProblem } from '../errors/network-error.ts'
import type { PreparedRequest } from '../operation/serializer.ts'
import { requestUrl } from '../request/build-request.ts'
import { type CallState, type ClientContext, shownUrl } from './context.ts'

interface PlatformError {
  readonly name?: unknown
  readonly message?: unknown
  readonly code?: unknown
  readonly syscall?: unknown
  readonly cause?: unknown
  readonly errors?: readonly PlatformError[]
}

const advice: Readonly<Record<NetworkProblem, string>> = {
  unreachable: 'Check `baseUrl` and the network.',
  tls: 'The TLS connection failed; check the certificate of the host.',
  fetch: 'The `fetch` option threw it; see `cause`.',
  broken: 'The connection broke. The service may have carried out the call.',
  redirects: '',
}

// The innermost reason that has a code.
function reasonOf(error: unknown): PlatformError {
  const { code, cause } = (error ?? {}) as PlatformError
  return typeof code === 'string' || !cause ? ((error ?? {}) as PlatformError) : reasonOf(cause)
}

function problemOf(cause: unknown, hasOwnFetch: boolean): NetworkProblem {
  const { code, syscall, errors = [] } = reasonOf(cause)
  // Codes of Node and Bun for a connection that was never established, so that no part of the request can have arrived.
  if (/conn(ection)?refused|ENOTFOUND|EAI_AGAIN|CONNECT_TIMEOUT/i.test(`${code}`))
    return 'unreachable'
  // A host may also become unreachable while a response is read.
  const isConnecting = [{ syscall }, ...errors].some((one) => one.syscall === 'connect')
  if (/UNREACH/.test(`${code}`) && isConnecting) return 'unreachable'
  // Deno gives no code, only a message.
  const { message } = (cause ?? {}) as PlatformError
  if (/CERT|SSL|TLS|SELF_SIGNED|UNABLE_TO_|peer certificate/.test(`${code ?? message}`))
    return 'tls'
  return code === undefined && hasOwnFetch ? 'fetch' : 'broken'
}

// Some platforms quote the URL of the request.
function withoutUrl(cause: unknown, url: string, shown: string): unknown {
  const { name, message, cause: inner } = (cause ?? {}) as PlatformError
  if (url === shown || !`${message}`.includes(url)) return cause
  const copy = new Error(`${message}`.replaceAll(url, shown), { cause: inner })
  return Object.assign(copy, { name })
}

/**
 * Returns a function that throws the NetworkError of a request. The message of the platform is only in `cause`, as it may
 * contain personal data.
 */
export function toNetworkError(
  context: ClientContext,
  call: CallState,
  sent: PreparedRequest = call.request,
): (cause: unknown) => never {
  return (cause) => {
    const problem = problemOf(cause, context.hasOwnFetch)
    const reason = reasonOf(cause).code ?? (cause as Error | undefined)?.name
    const message = `No response from ${new URL(sent.url).host} (${reason}). ${advice[problem]}`
    throw new NetworkError(message, call.attempts, {
      problem,
      cause: withoutUrl(cause, requestUrl(sent), shownUrl(context, call, sent)),
      operation: call.operation?.id,
    })
  }
}
