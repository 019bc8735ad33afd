import { InputError, rejectInput } from '../errors/input-error.ts'
import type { Contract } from '../operation/operation.ts'
import type { ClientContext } from '../transport/context.ts'
import type { RuntimeOptions } from './options.ts'

function checkedUrl(url: string, option: string, shown: string): string {
  if (/^https?:\/\/[^/@{}?#]+(\/[^{}?#]*)?$/i.test(url) && URL.canParse(url)) {
    return url.replace(/\/+$/, '')
  }
  const message = `${shown} must be an http(s) URL without credentials, query and fragment; check \`${option}\`.`
  throw new InputError(option, message)
}

const isUrl = (value: unknown) => typeof value === 'string' || value instanceof URL

/** Returns a base URL without a slash at its end. Throws InputError for an invalid one. */
export function checkedBaseUrl(url: unknown): string {
  // A base URL may hold a password, so the message does not show it.
  return checkedUrl(isUrl(url) ? `${url}` : '', 'baseUrl', 'The base URL')
}

const hostOf = (server: string) => server.replace(/^https?:\/\//, '')

/**
 * Returns a function that resolves a server of the contract to the URL that requests are sent to. Throws InputError for
 * an invalid `baseUrl`; the function throws it for a server whose variables are not set.
 */
export function serverUrls(
  contract: Contract,
  { baseUrl = {}, serverVariables }: Pick<RuntimeOptions, 'baseUrl' | 'serverVariables'>,
): ClientContext['serverUrl'] {
  // An object of another kind, such as a Map, would have no entries, and requests would go to production.
  if (isUrl(baseUrl) || Object.prototype.toString.call(baseUrl) !== '[object Object]') {
    const url = checkedBaseUrl(baseUrl)
    return () => url
  }
  const variables: Readonly<Record<string, string>> = { ...contract.variables, ...serverVariables }
  const fill = (server: string) =>
    server.replace(/\{([^{}]+)\}/g, (placeholder, name: string) => variables[name] || placeholder)
  const hosts = (contract.servers ?? [contract.server]).map((server) => hostOf(fill(server)))
  const urls: Record<string, string> = {}
  for (const [host, url] of Object.entries(baseUrl)) {
    if (!hosts.includes(host)) {
      const known = hosts.join(', ')
      rejectInput('baseUrl')(`names \`${host}\`, no host of the contract; use one of ${known}`)
    }
    urls[host] = checkedBaseUrl(url)
  }
  const resolve = (server: string): string => {
    const filled = fill(server)
    return urls[hostOf(filled)] ?? checkedUrl(filled, 'serverVariables', filled)
  }
  // Servers have a scheme, so that none is the name of a host.
  return (server = contract.server) => (urls[server] ??= resolve(server))
}
