import type { CallState, ClientCore } from './core.ts'
import { addressOf, type Draft } from './draft.ts'
import { NetworkError } from './errors/network-error.ts'
import { eventOf } from './hooks.ts'
import { harmless, redactHeaders, redactUrl } from './redact.ts'
import { refusal } from './refusal.ts'

const redirect = /^30[12378]$/
const mostRedirects = 10

// A redirect is followed by hand, because `fetch` drops only Authorization when the origin changes, not other keys. To
// another origin go the headers that were there before the credentials, without any that has a secret-looking name.
function redirected(unsigned: Draft, from: Draft, { status, headers: answered }: Response): Draft | undefined {
  const location = status > 300 && redirect.test(String(status)) && answered.get('location')
  if (!location) return undefined
  const to = new URL(location, addressOf(from))
  const leaving = to.origin !== new URL(from.url).origin
  const asGet = status === 303 ? from.method !== 'HEAD' : status < 303 && from.method === 'POST'
  // Some bodies hold a password; a redirect that asks for one elsewhere is the answer.
  if (!/^https?:$/.test(to.protocol) || (leaving && from.body !== undefined && !asGet)) return undefined
  const headers = leaving ? harmless(unsigned.headers) : from.headers
  if (!asGet) return { ...from, url: to.href, query: [], headers }
  const { 'content-type': _, ...rest } = headers
  return { ...from, url: to.href, query: [], headers: rest, method: 'GET', body: undefined }
}

// A copy, so that the next attempt begins without these credentials.
function signed({ draft, schemes, values }: CallState): Draft {
  const copy = { ...draft, query: [...draft.query], headers: { ...draft.headers } }
  for (const [index, { place, name, prefix = '', option }] of schemes.entries()) {
    place(copy, name, `${prefix}${values[index]}`, refusal(option, undefined))
  }
  return copy
}

/** Sends a request once, with its credentials, and follows redirects, on which credentials do not leave their host. */
export async function exchange(core: ClientCore, call: CallState, signal: AbortSignal): Promise<Response> {
  call.values = await core.credentials.values(call.schemes)
  signal.throwIfAborted()
  let next = signed(call)
  for (let hops = 0; ; hops += 1) {
    const { method, headers, body } = next
    const url = addressOf(next)
    const began = core.clock.now()
    core.hooks.onRequest?.({ ...eventOf(call, next), headers: redactHeaders(Object.entries(headers)) })
    const init: RequestInit = { method, headers, redirect: 'manual', signal }
    if (body !== undefined) init.body = body as BodyInit
    const response = await core.fetch(url, init)
    call.answered = true
    const duration = core.clock.now() - began
    const { status } = response
    core.hooks.onResponse?.({ ...eventOf(call, next), status, headers: redactHeaders(response.headers), duration })
    // A browser shows no redirect that it does not follow itself.
    if (status === 0 || hops > mostRedirects) {
      const what = hops > mostRedirects ? `more than ${mostRedirects} redirects` : 'a redirect that the browser hides'
      throw new NetworkError(`${method} ${redactUrl(url)} met ${what}.`, call.attempts, { operation: call.operation?.id })
    }
    const followed = redirected(call.draft, next, response)
    if (!followed) return response
    await response.body?.cancel()
    next = followed
  }
}
