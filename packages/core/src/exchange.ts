import { orAbort } from './clock.ts'
import type { ClientCore } from './core.ts'
import type { Sent } from './credentials.ts'
import { CredentialError } from './errors/credential-error.ts'
import { NetworkError } from './errors/network-error.ts'
import { redactHeaders, redactUrl } from './redact.ts'
import type { CallState } from './send.ts'

const redirects = new Set([301, 302, 303, 307, 308])
const mostRedirects = 10

function assertTrusted(core: ClientCore, call: CallState, url: URL, schemes: readonly string[]): void {
  if (schemes.length === 0 || core.origins.has(url.origin)) return
  const what = `no credential is sent to ${url.origin}, which neither the contract nor \`baseUrl\` names`
  throw new CredentialError(schemes, `The call was stopped: ${what}.`, { operation: call.operation?.id })
}

// A redirect is followed by hand, because `fetch` drops only Authorization when the origin changes, not other keys.
function follow(core: ClientCore, request: Request, body: ArrayBuffer | undefined, response: Response): Request | undefined {
  const location = response.headers.get('location')
  if (!redirects.has(response.status) || !location) return undefined
  const from = new URL(request.url)
  const to = new URL(location, from)
  const headers = new Headers(request.headers)
  if (to.origin !== from.origin) core.credentials.strip(headers)
  const { status } = response
  const asGet = status === 303 ? request.method !== 'HEAD' : (status === 301 || status === 302) && request.method === 'POST'
  if (asGet) for (const name of ['content-type', 'content-length']) headers.delete(name)
  const method = asGet ? 'GET' : request.method
  return new Request(to, { method, headers, signal: request.signal, redirect: 'manual', body: asGet ? null : (body ?? null) })
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
  const url = new URL(request.url)
  assertTrusted(core, call, url, schemes)
  const headers = new Headers(request.headers)
  const sent = await core.credentials.apply(schemes, headers, url, signal)
  const target = url.href === request.url ? request : url
  let next = new Request(target, {
    method: request.method,
    headers,
    signal,
    redirect: 'manual',
    ...(body && { body }),
  })
  const event = () => ({
    operation: call.operation?.id,
    attempt: call.attempts,
    method: next.method,
    url: redactUrl(next.url),
  })
  for (let hops = 0; ; hops += 1) {
    const began = core.clock.now()
    core.hooks.onRequest?.({ ...event(), headers: redactHeaders(next.headers) })
    const response = await orAbort(core.fetch(next, init), signal)
    core.hooks.onResponse?.({
      ...event(),
      status: response.status,
      headers: redactHeaders(response.headers),
      duration: core.clock.now() - began,
    })
    if (response.type === 'opaqueredirect' || hops > mostRedirects) {
      const what =
        hops > mostRedirects
          ? `more than ${mostRedirects} redirects`
          : 'a redirect, which a browser does not let us follow safely'
      throw new NetworkError(`${next.method} ${redactUrl(next.url)} met ${what}.`, call.attempts, {
        operation: call.operation?.id,
      })
    }
    const followed = follow(core, next, body, response)
    if (!followed) return { response, sent }
    await response.body?.cancel()
    next = followed
  }
}
