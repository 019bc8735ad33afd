import type { CallState, ClientCore } from './core.ts'
import { addressOf, type Draft } from './draft.ts'
import { NetworkError } from './errors/network-error.ts'
import { eventOf } from './hooks.ts'
import { harmless, redactHeaders, redactUrl } from './redact.ts'

const redirect = /^30[12378]$/
const mostRedirects = 10

// A redirect is followed by hand, because `fetch` drops only Authorization when the origin changes, not other keys. To
// another origin go the headers that were there before the credentials, without any that has a secret-looking name.
function redirected(unsigned: Draft, from: Draft, { status, headers: answered }: Response): Draft | undefined {
  const location = redirect.test(String(status)) && answered.get('location')
  if (!location) return undefined
  const to = new URL(location, from.url)
  const leaving = to.origin !== new URL(from.url).origin
  const asGet = status === 303 ? from.method !== 'HEAD' : status < 303 && from.method === 'POST'
  // Some bodies hold a password; a redirect that asks for one elsewhere is the answer.
  if (!/^https?:$/.test(to.protocol) || (leaving && from.body !== undefined && !asGet)) return undefined
  const headers = leaving ? harmless(unsigned.headers) : from.headers
  if (!asGet) return { ...from, url: to.href, headers }
  const { 'content-type': _, ...rest } = headers
  return { ...from, url: to.href, headers: rest, method: 'GET', body: undefined }
}

/** Sends a request once, with its credentials, and follows redirects, on which credentials do not leave their host. */
export async function exchange(
  core: ClientCore,
  call: CallState,
  signal: AbortSignal,
): Promise<{ response: Response; values: readonly string[] }> {
  const { signed, values } = await core.credentials.sign(call.schemes, call.draft)
  signal.throwIfAborted()
  let next: Draft = { ...signed, url: addressOf(signed), query: [] }
  for (let hops = 0; ; hops += 1) {
    const { url, method, headers, body } = next
    const began = core.clock.now()
    core.hooks.onRequest?.({ ...eventOf(call, next), headers: redactHeaders(Object.entries(headers)) })
    const init: RequestInit = { method, headers, redirect: 'manual', signal }
    if (body !== undefined) init.body = body as BodyInit
    const response = await core.fetch(url, init)
    call.answered = true
    const duration = core.clock.now() - began
    const { status } = response
    core.hooks.onResponse?.({ ...eventOf(call, next), status, headers: redactHeaders(response.headers), duration })
    if (response.type === 'opaqueredirect' || hops > mostRedirects) {
      const what = hops > mostRedirects ? `more than ${mostRedirects} redirects` : 'a redirect that a browser hides'
      throw new NetworkError(`${method} ${redactUrl(url)} met ${what}.`, call.attempts, { operation: call.operation?.id })
    }
    const followed = redirected(call.draft, next, response)
    if (!followed) return { response, values }
    await response.body?.cancel()
    next = followed
  }
}
