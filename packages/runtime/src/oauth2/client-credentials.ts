import type { ExpiringCredential } from '../transport/provided-credential.ts'

/** Options of {@link clientCredentials}. */
export interface ClientCredentialsOptions {
  /** Token endpoint of the authorization server. */
  readonly tokenUrl: string | URL
  readonly clientId: string
  readonly clientSecret: string
  readonly scopes?: readonly string[]
  /** Further parameters of the token request, such as `audience`. */
  readonly parameters?: Readonly<Record<string, string>>
  /** Where the client id and the secret are sent. @default 'header' */
  readonly authentication?: 'header' | 'body'
  /** Sends the token request. @default globalThis.fetch */
  readonly fetch?: (url: string, init: RequestInit) => Promise<Response>
  /** Returns the current time in milliseconds. @default Date.now */
  readonly now?: () => number
}

// The id and the secret are form-encoded before they are base64-encoded.
// https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1
const formEncoded = (value: string) => new URLSearchParams({ v: value }).toString().slice(2)

/**
 * Returns a credential that fetches access tokens with the client credentials grant of OAuth 2.0.
 * The client caches a token until 30 seconds before it expires, and fetches another after a 401.
 *
 * @throws Error if the authorization server returns no token. Its message has no secret.
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.4
 */
export function clientCredentials(
  options: ClientCredentialsOptions,
): () => Promise<string | ExpiringCredential> {
  const { now = Date.now } = options
  return async () => {
    const requestedAt = now()
    const { access_token: value, expires_in: seconds } = await fetchToken(options)
    if (typeof seconds !== 'number') return value
    return { value, expiresAt: requestedAt + seconds * 1000 }
  }
}

interface TokenResponse {
  readonly access_token: string
  readonly expires_in?: unknown
}

async function fetchToken(options: ClientCredentialsOptions): Promise<TokenResponse> {
  const { tokenUrl, fetch = globalThis.fetch } = options
  const response = await fetch(String(tokenUrl), tokenRequest(options))
  const token: unknown = await response.json().catch(() => undefined)
  if (response.ok && isTokenResponse(token)) return token
  const { error } = (token ?? {}) as { error?: unknown }
  const reason = typeof error === 'string' ? ` and the error ${JSON.stringify(error)}` : ''
  throw new Error(
    `The token endpoint returned no access token, but the status ${response.status}${reason}.`,
  )
}

function tokenRequest(options: ClientCredentialsOptions): RequestInit {
  const { clientId, clientSecret, scopes, parameters, authentication = 'header' } = options
  const body = new URLSearchParams({ ...parameters, grant_type: 'client_credentials' })
  if (scopes) body.set('scope', scopes.join(' '))
  const headers: Record<string, string> = { accept: 'application/json' }
  if (authentication === 'body') {
    body.set('client_id', clientId)
    body.set('client_secret', clientSecret)
  } else {
    headers['authorization'] =
      `Basic ${btoa(`${formEncoded(clientId)}:${formEncoded(clientSecret)}`)}`
  }
  // A redirect would send the secret to another address.
  return { method: 'POST', headers, body, redirect: 'error' }
}

function isTokenResponse(token: unknown): token is TokenResponse {
  return typeof (token as Partial<TokenResponse> | undefined)?.access_token === 'string'
}
