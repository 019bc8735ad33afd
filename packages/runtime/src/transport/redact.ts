const mask = '[redacted]'

/** Returns whether the values under a name must not be shown. */
export type IsSecret = (name: string) => boolean

// HTTP itself defines these as holding credentials, or a URL that may.
const standardSecrets = /^((proxy-)?authorization|(set-)?cookie|location)$/

/** Returns a function that recognizes the names under which a contract sends secrets. */
export function isSecretIn(...lists: readonly (readonly string[] | undefined)[]): IsSecret {
  const secrets = lists.flat().map((name) => name?.toLowerCase())
  return (name) => {
    const key = name.toLowerCase()
    return standardSecrets.test(key) || secrets.includes(key)
  }
}

/** Returns a URL without user information, and with the values of secret query parameters masked. */
export function redactUrl(url: string, isSecret: IsSecret): string {
  const redacted = new URL(url)
  redacted.username = ''
  redacted.password = ''
  for (const name of new Set(redacted.searchParams.keys())) {
    // A deep object sends a property as `filter[token]`.
    if (name.split(/[[\]]/).some(isSecret)) redacted.searchParams.set(name, mask)
  }
  return redacted.href
}

/** Returns headers as a record, with the values of secret ones masked. */
export function redactHeaders(
  headers: Iterable<readonly [string, string]>,
  isSecret: IsSecret,
): Record<string, string> {
  return Object.fromEntries(
    [...headers].map(([name, value]) => [name, isSecret(name) ? mask : value]),
  )
}

/** Returns a response whose `url` is another one, because its own holds a secret. */
export function withUrl(response: Response, url: string): Response {
  return Object.defineProperty(new Response(response.body, response), 'url', { value: url })
}
