import { NetworkError } from '../errors/network-error.ts'
import type { PreparedRequest } from '../operation/serializer.ts'
import { requestUrl } from '../request/build-request.ts'
import type { CallState } from './context.ts'
import { redactUrl } from './redact.ts'

const maxRedirects = 10

// https://fetch.spec.whatwg.org/#cors-safelisted-request-header
const safeHeader = /^(accept|accept-language|content-language|range|user-agent)$/

/**
 * Returns the request that a redirect asks for, or undefined if there is none to follow. `fetch`
 * cannot do this, because it drops only the Authorization header when the origin changes. Another
 * origin receives no header that could hold a secret of the caller or of the contract.
 *
 * @param redirects - How many redirects the call followed before. Throws NetworkError if they are
 * too many.
 */
export function followRedirect(
  call: CallState,
  redirected: PreparedRequest,
  response: Response,
  status: number,
  redirects: number,
): PreparedRequest | undefined {
  const { method } = redirected
  const { attempts, id: operation, returnsRedirect } = call
  // Browsers hide a redirect that they do not follow behind the status 0.
  if ((status === 0 && !returnsRedirect) || redirects > maxRedirects) {
    const { host } = new URL(redirected.url)
    const message = `${method} to ${host} had more than ${maxRedirects} redirects or a hidden one; check \`baseUrl\`.`
    throw new NetworkError(message, { attempts, operation, problem: 'redirects' })
  }
  if (returnsRedirect) return undefined
  const isRedirect = [301, 302, 303, 307, 308].includes(status)
  const location = isRedirect && response.headers.get('location')
  if (!location) return undefined
  const base = requestUrl(redirected)
  if (!URL.canParse(location, base)) return undefined
  const target = new URL(location, base)
  const changesOrigin = target.origin !== new URL(base).origin
  const becomesGet = status === 303 ? method !== 'HEAD' : status < 303 && method === 'POST'
  const body = becomesGet ? null : redirected.body
  // Bodies may hold a password, so a 307 or 308 to another origin is returned as the response.
  if (!/^https?:$/.test(target.protocol) || (changesOrigin && body !== null)) return undefined
  const headers = Object.fromEntries(
    Object.entries(redirected.headers).filter(([name]) =>
      name === 'content-type' ? body !== null : !changesOrigin || safeHeader.test(name),
    ),
  )
  const { href: url } = target
  // The contract does not know the query of a redirect, so no value of it is shown.
  const shownUrl = redactUrl(url, () => true)
  return { method: becomesGet ? 'GET' : method, url, shownUrl, query: [], headers, body }
}
