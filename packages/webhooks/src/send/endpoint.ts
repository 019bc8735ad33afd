import {
  type Client,
  createContractClient,
  InputError,
  type Operation,
  type RuntimeOptions,
} from '@returning-kit/runtime'
import { isSecureUrl } from '../secure-url.ts'

/** Client options, without those for the host, which the URL contains. */
export type EndpointOptions = Omit<RuntimeOptions, 'baseUrl' | 'serverVariables'>

/** A client and an operation that calls one URL. */
export interface Endpoint {
  readonly client: Client
  readonly operation: Operation
}

/**
 * Returns the client and the operation that call a URL. The credentials are sent to its origin
 * only. Throws InputError for an invalid or insecure URL.
 */
export function endpoint(
  url: string,
  operation: Omit<Operation, 'path'>,
  options: EndpointOptions & Readonly<Record<string, unknown>>,
): Endpoint {
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  if (!parsed || !isSecureUrl(parsed) || parsed.username || parsed.password) {
    throw new InputError(
      'url',
      `The URL of ${operation.id} must be an https URL without user name and password.`,
    )
  }
  const client = createContractClient({ server: parsed.origin }, options)
  // In the path of an operation, braces delimit a parameter.
  const path = `${parsed.pathname}${parsed.search}`.replaceAll('{', '%7B').replaceAll('}', '%7D')
  return { client, operation: { ...operation, path } }
}
