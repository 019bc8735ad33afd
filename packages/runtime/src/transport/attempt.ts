import { rejectInput } from '../errors/input-error.ts'
import { NetworkError } from '../errors/network-error.ts'
import type { PreparedRequest } from '../operation/serializer.ts'
import { requestUrl } from '../request/build-request.ts'
import { toNetworkError } from './connection-error.ts'
import { type CallState, type ClientContext, secretsOf, shownUrl } from './context.ts'
import type { CredentialCache } from './credential-cache.ts'
import { emit } from './emit.ts'
import { redactHeaders, withUrl } from './redact.ts'
import { followRedirect } from './redirect.ts'

const maxRedirects = 10

function addCredentials(request: PreparedRequest, call: CallState): void {
  const { operation, schemes, values } = call
  for (const { name, option } of schemes) {
    const key = name.toLowerCase()
    if (key !== 'cookie' && Object.hasOwn(request.headers, key)) {
      rejectInput(
        `headers.${key}`,
        operation?.id,
      )(`is sent by the credential \`${option}\`; remove it, or pass \`credentials\``)
    }
  }
  for (const [index, { serialize, name, prefix = '', option }] of schemes.entries()) {
    serialize(request, name, `${prefix}${values[index]}`, rejectInput(option, operation?.id))
  }
}

// The contract knows its own headers. Any other may hold a secret of the caller.
function requestHeaders(
  context: ClientContext,
  call: CallState,
  headers: PreparedRequest['headers'],
) {
  const isSecret = secretsOf(context, call)
  const parameters = Object.keys(call.operation?.parameters ?? {}).map((name) => name.toLowerCase())
  const known = ['accept', 'content-type', 'user-agent', ...parameters]
  return redactHeaders(Object.entries(headers), (name) => isSecret(name) || !known.includes(name))
}

/** Sends a request once with its credentials, follows redirects, and returns the response with its body unread. */
export async function sendAttempt(
  context: ClientContext,
  call: CallState,
  caches: readonly CredentialCache[],
  signal: AbortSignal,
): Promise<Response> {
  const { clock } = context
  const { operation, attempts: attempt } = call
  call.awaited = 'credential'
  const values = caches.map((cache) => cache.get(operation?.id, signal))
  // Most often all are cached, and `Promise.all` would create a promise for each.
  const areCached = values.every((value) => typeof value === 'string')
  call.values = areCached ? values : await Promise.all(values)
  call.awaited = 'end of a plugin'
  // A copy, so that the next attempt begins without what this one adds.
  const { url, query, headers: own } = call.request
  const first = { ...call.request, query: [...query], headers: { ...own } }
  for (const { beforeSend } of context.plugins) {
    await beforeSend?.(first, { operation, attempt })
  }
  // Credentials are added last, and to the URL of the operation, whatever a plugin did.
  first.url = url
  addCredentials(first, call)
  let request: PreparedRequest = first
  call.awaited = 'response'
  signal.throwIfAborted()
  // Credentials and plugins add to the query of the call.
  const hasSecretUrl = operation?.sensitive || request.query.length > query.length
  for (let redirects = 0; ; redirects += 1) {
    const sent = request
    const { method, headers, body } = sent
    const startedAt = clock.now()
    const shownHeaders = () => ({ headers: requestHeaders(context, call, headers) })
    emit(context, call, 'onRequest', shownHeaders, sent)
    // `fetch(url, init)`, not `fetch(request)`: the platform would create a second Request.
    const init: RequestInit = { method, headers, body, redirect: 'manual', signal }
    let response: Response
    try {
      response = await context.fetch(requestUrl(sent), init)
    } catch (cause) {
      throw toNetworkError(context, call, cause, sent)
    }
    // A custom `fetch` may ignore its signal and return after the call has ended.
    signal.throwIfAborted()
    if (typeof response?.status !== 'number') {
      rejectInput('fetch', operation?.id)('must return a Response')
    }
    call.responded = true
    const details = () => ({
      status: response.status,
      headers: redactHeaders(response.headers, secretsOf(context, call)),
      duration: clock.now() - startedAt,
    })
    emit(context, call, 'onResponse', details, sent)
    // Browsers hide a redirect that they do not follow behind the status 0.
    if ((response.status === 0 && !call.returnsRedirect) || redirects > maxRedirects) {
      throw new NetworkError(
        `${method} to ${new URL(sent.url).host} had more than ${maxRedirects} redirects or a hidden one; check \`baseUrl\`.`,
        call.attempts,
        { operation: operation?.id, problem: 'redirects' },
      )
    }
    const next = call.returnsRedirect ? undefined : followRedirect(sent, response)
    if (!next) {
      const hidesUrl = hasSecretUrl || redirects > 0
      return hidesUrl ? withUrl(response, shownUrl(context, call, sent)) : response
    }
    await response.body?.cancel()
    request = next
  }
}
