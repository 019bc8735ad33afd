import { rejectInput } from '../errors/input-error.ts'
import { NetworkError } from '../errors/network-error.ts'
import type { PreparedRequest } from '../operation/serializer.ts'
import { requestUrl } from '../request/build-request.ts'
import { toNetworkError } from './connection-error.ts'
import { type CallState, type ClientContext, eventOf } from './context.ts'
import { redactHeaders } from './redact.ts'
import { followRedirect } from './redirect.ts'

const maxRedirects = 10

// Copies the request, so that the next attempt begins without these credentials.
function withCredentials({ request, schemes, values }: CallState): PreparedRequest {
  const signed = { ...request, query: [...request.query], headers: { ...request.headers } }
  for (const [index, { serialize, name, prefix = '', option }] of schemes.entries()) {
    serialize(signed, name, `${prefix}${values[index]}`, rejectInput(option, undefined))
  }
  return signed
}

/** Sends a request once with its credentials, follows redirects, and returns the response with its body unread. */
export async function sendAttempt(
  context: ClientContext,
  call: CallState,
  signal: AbortSignal,
): Promise<Response> {
  const { clock, hooks } = context
  call.values = await context.credentials.values(call.schemes)
  signal.throwIfAborted()
  let request = withCredentials(call)
  for (let redirects = 0; ; redirects += 1) {
    const { method, headers, body } = request
    const url = requestUrl(request)
    const startedAt = clock.now()
    hooks.onRequest?.({
      ...eventOf(call, request),
      headers: redactHeaders(Object.entries(headers)),
    })
    // `fetch(url, init)`, not `fetch(request)`: the platform would create a second Request.
    const response = await context
      .fetch(url, { method, headers, body, redirect: 'manual', signal })
      .catch(toNetworkError(call))
    // A custom `fetch` may ignore its signal and return after the call has ended.
    signal.throwIfAborted()
    call.responded = true
    hooks.onResponse?.({
      ...eventOf(call, request),
      status: response.status,
      headers: redactHeaders(response.headers),
      duration: clock.now() - startedAt,
    })
    // Browsers hide a redirect that they do not follow behind the status 0.
    if (response.status === 0 || redirects > maxRedirects) {
      throw new NetworkError(
        `${method} to ${new URL(url).host} had more than ${maxRedirects} redirects or a hidden one.`,
        call.attempts,
        { operation: call.operation?.id },
      )
    }
    const next = followRedirect(call.request, request, response)
    if (!next) return response
    await response.body?.cancel()
    request = next
  }
}
