import { orAbort } from './clock.ts'
import type { CallState, ClientCore } from './core.ts'
import type { Sent } from './credentials.ts'
import { CredentialError } from './errors/credential-error.ts'
import { NetworkError } from './errors/network-error.ts'
import { redactHeaders, redactUrl } from './redact.ts'

const redirects = new Set([301, 302, 303, 307, 308])
const mostRedirects = 10

// A request can be sent again only when its body is given anew; a redirect is never followed behind our back.
function sendable(request: Request, body: ArrayBuffer | undefined, url: string): Request {
  if (!body && url === request.url && request.redirect === 'manual') return request
  const { method, headers } = request
  return new Request(url === request.url ? request : url, { method, headers, redirect: 'manual', ...(body && { body }) })
}

// A redirect is followed by hand, because `fetch` drops only Authorization when the origin changes, not other keys.
function redirected(core: ClientCore, request: Request, body: ArrayBuffer | undefined, response: Response): Request | undefined {
  const { status } = response
  const location = redirects.has(status) && response.headers.get('location')
  if (!location) return undefined
  const to = new URL(location, request.url)
  const headers = new Headers(request.headers)
  const leaving = to.origin !== new URL(request.url).origin
  if (leaving) core.credentials.strip(headers)
  const asGet = status === 303 ? request.method !== 'HEAD' : status < 303 && request.method === 'POST'
  // Some bodies hold a password, so none is handed on to another origin; the redirect is then the answer.
  if (!/^https?:$/.test(to.protocol) || (leaving && body && !asGet)) return undefined
  if (!asGet) return new Request(to, { method: request.method, headers, redirect: 'manual', body: body ?? null })
  headers.delete('content-type')
  return new Request(to, { headers, redirect: 'manual' })
}

/** Sends a request once, with its credentials, and follows redirects, on which credentials do not leave their host. */
export async function exchange(
  core: ClientCore,
  call: CallState,
  request: Request,
  body: ArrayBuffer | undefined,
  schemes: readonly string[],
  signal: AbortSignal,
  init?: RequestInit,
): Promise<{ response: Response; sent: Sent }> {
  const operation = call.operation?.id
  if (schemes.length > 0 && !core.origins.some((origin) => request.url.startsWith(`${origin}/`))) {
    const what = `${new URL(request.url).origin} gets no credential, as neither the contract nor \`baseUrl\` names it`
    throw new CredentialError(schemes, `The call was stopped: ${what}.`, { operation })
  }
  const { url, ...sent } = await core.credentials.apply(schemes, request, signal)
  let next = sendable(request, body, url)
  for (let hops = 0; ; hops += 1) {
    const event = () => ({ operation, attempt: call.attempts, method: next.method, url: redactUrl(next.url) })
    const began = core.clock.now()
    core.hooks.onRequest?.({ ...event(), headers: redactHeaders(next.headers) })
    const response = await orAbort(core.fetch(next, { ...init, signal }), signal)
    const { status, headers } = response
    const duration = core.clock.now() - began
    core.hooks.onResponse?.({ ...event(), status, headers: redactHeaders(headers), duration })
    if (response.type === 'opaqueredirect' || hops > mostRedirects) {
      const what = hops > mostRedirects ? `more than ${mostRedirects} redirects` : 'a redirect that a browser does not show'
      throw new NetworkError(`${next.method} ${redactUrl(next.url)} met ${what}.`, call.attempts, { operation })
    }
    const followed = redirected(core, next, body, response)
    if (!followed) return { response, sent }
    await response.body?.cancel()
    next = followed
  }
}
