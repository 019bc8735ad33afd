import { NetworkError } from '../errors/network-error.ts'
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

// Codes of Node and Bun for a connection that was never established, so that no part of the request can have arrived.
const neverConnectedCode = /conn(ection)?refused|ENOTFOUND|EAI_AGAIN|CONNECT_TIMEOUT/i

const tlsCode = /CERT|SSL|TLS|SELF_SIGNED|UNABLE_TO_/i

// The innermost reason that has a code.
function reasonOf(error: unknown): PlatformError {
  const { code, cause } = (error ?? {}) as PlatformError
  return typeof code === 'string' || !cause ? ((error ?? {}) as PlatformError) : reasonOf(cause)
}

function isNeverConnected({ code, syscall, errors }: PlatformError): boolean {
  if (neverConnectedCode.test(`${code}`)) return true
  // A host may also become unreachable while a response is read.
  return (
    /UNREACH/.test(`${code}`) &&
    [{ syscall }, ...(errors ?? [])].some((one) => one.syscall === 'connect')
  )
}

// Deno gives no code, only a message.
function isTls(error: unknown): boolean {
  const { message, code } = reasonOf(error)
  const messages = `${(error as PlatformError | undefined)?.message} ${message}`
  return tlsCode.test(`${code ?? ''}`) || messages.includes('peer certificate')
}

/** Returns whether the connection was never established. */
export function neverConnected({ cause }: NetworkError): boolean {
  return isNeverConnected(reasonOf(cause))
}

/** Returns whether a request failed for a reason that may disappear: neither a certificate nor an error in a program. */
export function mayRecover({ cause }: NetworkError): boolean {
  const { name } = reasonOf(cause)
  return cause !== undefined && !isTls(cause) && !/^(Reference|Range|Syntax)Error$/.test(`${name}`)
}

// Some platforms quote the URL of the request.
function withoutUrl(cause: unknown, url: string, shown: string): unknown {
  const { name, message, code, syscall, cause: inner } = (cause ?? {}) as PlatformError
  if (url === shown || !`${message}`.includes(url)) return cause
  const copy = new Error(`${message}`.replaceAll(url, shown), { cause: inner })
  return Object.assign(copy, { name, code, syscall })
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
    const reason = reasonOf(cause)
    const { code } = reason
    const { host } = new URL(sent.url)
    const advice = isNeverConnected(reason)
      ? 'Check `baseUrl` and the network.'
      : isTls(cause)
        ? 'The TLS connection was refused; check the certificate of the host and the trusted authorities.'
        : code === undefined && context.hasOwnFetch
          ? 'The `fetch` option threw it; see `cause`.'
          : 'The connection broke.'
    const message = `No response from ${host} (${code || (cause as Error)?.name}). ${advice}`
    throw new NetworkError(message, call.attempts, {
      cause: withoutUrl(cause, requestUrl(sent), shownUrl(context, call, sent)),
      operation: call.operation?.id,
    })
  }
}
