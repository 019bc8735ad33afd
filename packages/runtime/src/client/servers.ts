import { InputError } from '../errors/input-error.ts'
import type { Contract } from '../operation/operation.ts'
import type { ClientContext } from '../transport/context.ts'

function checkedUrl(url: string, option: string, shown: string): string {
  if (/^https?:\/\/[^/@{}]+(\/[^{}]*)?$/i.test(url) && URL.canParse(url)) {
    return url.replace(/\/+$/, '')
  }
  const message = `${shown} must be an http(s) URL without credentials; check \`${option}\`.`
  throw new InputError(option, message)
}

// A base URL may hold a password, so the message does not show it.
const checkedBaseUrl = (url: string) => checkedUrl(url, 'baseUrl', 'The base URL')

/**
 * Returns a function that resolves a server of the contract to the URL that requests are sent to. Throws InputError for
 * an invalid `baseUrl`; the function throws it for a server whose variables are not set.
 */
export function serverUrls(
  contract: Contract,
  {
    baseUrl = {},
    serverVariables,
  }: {
    readonly baseUrl?: string | Readonly<Record<string, string>>
    readonly serverVariables?: Readonly<Record<string, string>>
  },
): ClientContext['serverUrl'] {
  if (typeof baseUrl === 'string') {
    const url = checkedBaseUrl(baseUrl)
    return () => url
  }
  const urlByHost = new Map(
    Object.entries(baseUrl).map(([host, url]) => [host, checkedBaseUrl(url)]),
  )
  const urlByServer = new Map<string, string>()
  const variables: Readonly<Record<string, string>> = { ...contract.variables, ...serverVariables }
  const resolve = (server: string): string => {
    const filled = server.replace(
      /\{([^{}]+)\}/g,
      (placeholder, name: string) => variables[name] || placeholder,
    )
    const url =
      urlByHost.get(filled.replace(/^https?:\/\//, '')) ??
      checkedUrl(filled, 'serverVariables', filled)
    urlByServer.set(server, url)
    return url
  }
  return (server = contract.server) => urlByServer.get(server) ?? resolve(server)
}
