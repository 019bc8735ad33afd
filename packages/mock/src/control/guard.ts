import { createHash, timingSafeEqual } from 'node:crypto'
import { isIP } from 'node:net'
import { type IncomingRequest, type MockResponse, problem } from '../http/messages.ts'

/** Who may use the control API. */
export interface GuardOptions {
  readonly token: string
  /** Names of the mock in `Host`, besides those that cannot be registered. */
  readonly allowedHosts: readonly string[]
}

function equals(left: string, right: string): boolean {
  const [first, second] = [left, right].map((text) => createHash('sha256').update(text).digest())
  return timingSafeEqual(first as Buffer, second as Buffer)
}

// A page of an attacker can have its own name resolve to this machine. It can have neither an IP
// address nor a name without a dot.
function isLocalName(name: string): boolean {
  return isIP(name) !== 0 || !name.includes('.') || name.endsWith('.localhost')
}

function nameIn(host: string): string {
  const name = host.toLowerCase().replace(/:\d+$/, '')
  return name.replace(/^\[(.*)\]$/, '$1')
}

/** Returns whether only this mock, and no page of another site, has the name in a `Host` header. */
export function isAllowedHost(host: string, allowedHosts: readonly string[]): boolean {
  const name = nameIn(host)
  return isLocalName(name) || allowedHosts.includes(name)
}

/** Returns the response to a request that may not use the control API, or undefined. */
export function rejectionOf(
  { headers }: IncomingRequest,
  { token, allowedHosts }: GuardOptions,
): MockResponse | undefined {
  const { host = '', origin, authorization = '' } = headers
  if (origin !== undefined || headers['sec-fetch-site'] === 'cross-site') {
    const detail = 'The control API serves no web pages. Send no Origin header.'
    return problem(403, 'Origin not allowed', { detail })
  }
  if (!isAllowedHost(host, allowedHosts)) {
    const option = `--allowed-host ${nameIn(host)}`
    const detail = `Start the mock with \`${option}\` (\`allowedHosts\` in code).`
    return problem(403, 'Host not allowed', { detail })
  }
  const [, received = ''] = /^Bearer +(\S+)$/i.exec(authorization) ?? []
  if (equals(received, token)) return undefined
  const detail = 'Send the token of the mock: `Authorization: Bearer <token>`.'
  const response = problem(401, 'Token required', { detail })
  return { ...response, headers: { ...response.headers, 'www-authenticate': 'Bearer' } }
}
