import { NetworkError } from '../errors/network-error.ts'
import { rejectInput } from '../errors/refusal.ts'
import { type PreparedRequest, requestUrl } from '../request/build-request.ts'
import { toNetworkError } from './connection-error.ts'
import type { CallState, ClientContext } from './context.ts'
import { eventOf } from './hooks.ts'
import { redactHeaders, redactUrl, withoutSecretHeaders } from './redact.ts'

const redirect = /^30[1-378]$/
const mostRedirects = 10

// A redirect is followed by hand, because `fetch` drops only Authorization when the origin changes, not other keys. To
// another origin go the headers that were there before the credentials, without any that has a secret-looking name.
function followRedirect(
  unsigned: PreparedRequest,
  from: PreparedRequest,
  { status, headers: answered }: Response,
): PreparedRequest | undefined {
  const location = redirect.test(String(status)) && answered.get('location')
  const base = requestUrl(from)
  if (!location || !URL.canParse(location, base)) return undefined
  const to = new URL(location, base)
  const leaving = to.origin !== new URL(from.url).origin
  const asGet = status === 303 ? from.method !== 'HEAD' : status < 303 && from.method === 'POST'
  // Some bodies hold a password; a redirect that asks for one elsewhere is the answer.
  if (!/^https?:$/.test(to.protocol) || (leaving && from.body !== undefined && !asGet))
    return undefined
  const headers = { ...(leaving ? withoutSecretHeaders(unsigned.headers) : from.headers) }
  if (asGet || from.body === undefined) delete headers['content-type']
  return {
    ...from,
    url: to.href,
    query: [],
    headers,
    ...(asGet && { method: 'GET', body: undefined }),
  }
}

// A copy, so that the next attempt begins without these credentials.
function withCredentials({ request, schemes, values }: CallState): PreparedRequest {
  const copy = { ...request, query: [...request.query], headers: { ...request.headers } }
  for (const [index, { serialize: place, name, prefix = '', option }] of schemes.entries()) {
    place(copy, name, `${prefix}${values[index]}`, rejectInput(option, undefined))
  }
  return copy
}

/** Sends a request once, with its credentials, which do not leave their host on a redirect; then reads the answer. */
export async function sendAttempt<Answer>(
  core: ClientContext,
  call: CallState,
  signal: AbortSignal,
  read: (response: Response) => Promise<Answer>,
): Promise<Answer> {
  call.values = await core.credentials.values(call.schemes)
  signal.throwIfAborted()
  let next = withCredentials(call)
  for (let hops = 0; ; hops += 1) {
    const { method, headers, body } = next
    const url = requestUrl(next)
    const began = core.clock.now()
    core.hooks.onRequest?.({
      ...eventOf(call, next),
      headers: redactHeaders(Object.entries(headers)),
    })
    const init: RequestInit = { method, headers, redirect: 'manual', signal }
    if (body !== undefined) init.body = body as BodyInit
    const response = await core.fetch(url, init).catch(toNetworkError(call))
    // It may have come too late, from what does not hear the signal.
    signal.throwIfAborted()
    call.responded = true
    const duration = core.clock.now() - began
    const { status } = response
    core.hooks.onResponse?.({
      ...eventOf(call, next),
      status,
      headers: redactHeaders(response.headers),
      duration,
    })
    // A browser shows no redirect that it does not follow itself.
    if (status === 0 || hops > mostRedirects) {
      const what = `met more than ${mostRedirects} redirects, or a hidden one`
      throw new NetworkError(`${method} ${redactUrl(url)} ${what}.`, call.attempts, {
        operation: call.operation?.id,
      })
    }
    const followed = followRedirect(call.request, next, response)
    if (!followed) return read(response).catch(toNetworkError(call))
    await response.body?.cancel()
    next = followed
  }
}
