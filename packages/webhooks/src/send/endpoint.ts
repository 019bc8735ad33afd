import {
  type Client,
  createContractClient,
  InputError,
  type Operation,
  type RuntimeOptions,
} from '@returning-kit/runtime'
import { isSecure } from '../secure-url.ts'

/** How calls are made; hosts are not among it, since the address is given. */
export type EndpointOptions = Omit<RuntimeOptions, 'baseUrl' | 'serverVariables'>

/** One address, ready to be called. */
export interface Endpoint {
  readonly client: Client
  readonly operation: Operation
}

/** Makes an address callable. Its credentials go to its origin alone. Throws InputError for one that is no URL. */
export function endpoint(
  url: string,
  operation: Omit<Operation, 'path'>,
  options: EndpointOptions & Readonly<Record<string, unknown>>,
): Endpoint {
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  if (!parsed || !isSecure(parsed) || parsed.username || parsed.password) {
    throw new InputError(
      'url',
      `The address of ${operation.id} must be an https address without user and password.`,
    )
  }
  const client = createContractClient({ server: parsed.origin }, options)
  // Braces would be read as a template.
  const path = `${parsed.pathname}${parsed.search}`.replaceAll('{', '%7B').replaceAll('}', '%7D')
  return { client, operation: { ...operation, path } }
}
