import { rejectInput } from '../errors/input-error.ts'
import type { ReadReceived, ReceivedResponse } from '../operation/reader.ts'
import type { PreparedRequest } from '../operation/serializer.ts'
import { requestUrl } from '../request/build-request.ts'
import { toNetworkError } from './connection-error.ts'
import { type CallState, secretsOf, shownUrl } from './context.ts'
import type { CredentialCache } from './credential-cache.ts'
import { emit } from './emit.ts'
import { redactHeaders, withUrl } from './redact.ts'
import { followRedirect } from './redirect.ts'

// Most often all are cached, and `Promise.all` would create a promise for each.
function credentialValues(
  caches: readonly CredentialCache[],
  operation: string | undefined,
  signal: AbortSignal,
): readonly string[] | Promise<readonly string[]> {
  const values = caches.map((cache) => cache.get(operation, signal))
  return values.every((value) => typeof value === 'string') ? values : Promise.all(values)
}

function addCredentials(request: PreparedRequest, { id, schemes, values }: CallState): void {
  const { headers } = request
  for (const { name, option } of schemes) {
    const key = name.toLowerCase()
    if (key !== 'cookie' && headers[key] !== undefined) {
      const reject = rejectInput(`headers.${key}`, id)
      reject(`is sent by the credential \`${option}\`; remove it, or pass \`credentials\``)
    }
  }
  schemes.forEach(({ serialize, name, prefix = '', option }, index) => {
    serialize(request, name, `${prefix}${values[index]}`, rejectInput(option, id))
  })
}

// The contract knows its own headers. Any other may hold a secret of the caller.
function requestHeaders(call: CallState, headers: PreparedRequest['headers']) {
  const isSecret = secretsOf(call)
  const parameters = Object.keys(call.operation?.parameters ?? {}).map((name) => name.toLowerCase())
  const declaredHeaders = ['accept', 'content-type', 'user-agent', ...parameters]
  return redactHeaders(
    Object.entries(headers),
    (name) => isSecret(name) || !declaredHeaders.includes(name),
  )
}

/**
 * Sends a request with its credentials, follows redirects, and reads the response. What `read`
 * throws at once is no problem of the connection.
 */
export async function sendAttempt<Read>(
  call: CallState,
  caches: readonly CredentialCache[],
  read: ReadReceived<Read>,
  signal: AbortSignal,
): Promise<ReceivedResponse<Read>> {
  const { context, operation, id, attempts: attempt } = call
  const { clock, onRequest, onResponse } = context
  call.awaited = 'credential'
  const values = credentialValues(caches, id, signal)
  call.values = values instanceof Promise ? await values : values
  call.awaited = 'end of a plugin'
  // A copy, so that the next attempt begins without what this one adds.
  const { url, query, headers } = call.request
  let sent = { ...call.request, query: [...query], headers: { ...headers } }
  for (const { beforeSend } of context.plugins) await beforeSend?.(sent, { operation, attempt })
  // Credentials are added last, and to the URL of the operation, whatever a plugin did.
  sent.url = url
  addCredentials(sent, call)
  call.awaited = 'response'
  signal.throwIfAborted()
  // Credentials and plugins add to the query of the call.
  let hidesUrl = operation?.sensitive !== undefined || sent.query.length > query.length
  for (let redirects = 0; ; redirects += 1) {
    const { method, headers, body } = sent
    const startedAt = onResponse ? clock.now() : 0
    if (onRequest) emit(call, onRequest, { headers: requestHeaders(call, headers) }, sent)
    let response: Response
    try {
      // `fetch(url, init)`, not `fetch(request)`: the platform would create a second Request.
      const init: RequestInit = { method, headers, body, redirect: 'manual', signal }
      response = await (context.fetch ?? fetch)(requestUrl(sent), init)
    } catch (cause) {
      throw toNetworkError(call, cause, sent)
    }
    // A custom `fetch` may ignore its signal and return after the call has ended.
    signal.throwIfAborted()
    const status = response?.status
    if (typeof status !== 'number') rejectInput('fetch', id)('must return a Response')
    call.responded = true
    if (onResponse) {
      const duration = clock.now() - startedAt
      const shown = redactHeaders(response.headers, secretsOf(call))
      emit(call, onResponse, { status, headers: shown, duration }, sent)
    }
    const next = followRedirect(call, sent, response, status, redirects)
    if (!next) {
      if (hidesUrl) response = withUrl(response, shownUrl(call, sent))
      const reading = read(response, status)
      try {
        return { response, status, read: await reading }
      } catch (cause) {
        throw toNetworkError(call, cause)
      }
    }
    await response.body?.cancel()
    sent = next
    hidesUrl = true
  }
}
