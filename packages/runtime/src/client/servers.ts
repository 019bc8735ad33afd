import { assertKnown, rejectInput } from '../errors/input-error.ts'
import type { Contract } from '../operation/operation.ts'
import { isRecord } from '../request/primitive.ts'
import type { ClientContext } from '../transport/context.ts'
import type { RuntimeOptions } from './options.ts'

const urlPattern = /^https?:\/\/[^/@{}?#]+(\/[^{}?#]*)?$/i

function checkedUrl(url: string, option: string, verb: string): string {
  if (!urlPattern.test(url) || !URL.canParse(url)) {
    rejectInput(option)(`must ${verb} an http(s) URL without credentials, query and fragment`)
  }
  return url.replace(/\/+$/, '')
}

/** Returns a base URL without a slash at its end. Throws InputError for an invalid one. */
export function checkedBaseUrl(url: unknown): string {
  // A base URL may hold a password, so the message does not show it.
  return checkedUrl(typeof url === 'string' || url instanceof URL ? `${url}` : '', 'baseUrl', 'be')
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
  if (!isRecord(baseUrl)) {
    const url = checkedBaseUrl(baseUrl)
    return () => url
  }
  const variables: Readonly<Record<string, string>> = { ...contract.variables, ...serverVariables }
  const fill = (server: string) =>
    server.replace(/\{([^{}]+)\}/g, (placeholder, name: string) => variables[name] || placeholder)
  const hosts = (contract.servers ?? [contract.server]).map((server) => hostOf(fill(server)))
  assertKnown(baseUrl, hosts, undefined, 'baseUrl.')
  const urls: Record<string, string> = {}
  for (const host in baseUrl) urls[host] = checkedBaseUrl(baseUrl[host])
  // Servers have a scheme, so that none is the name of a host.
  return (server = contract.server) => {
    let url = urls[server]
    if (!url) {
      const filled = fill(server)
      url = urls[hostOf(filled)] ?? checkedUrl(filled, 'serverVariables', `make ${filled}`)
      urls[server] = url
    }
    return url
  }
}
