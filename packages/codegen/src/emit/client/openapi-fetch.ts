import type { OperationModel } from '../../model/operation.ts'
import type { Document } from '../../openapi/document.ts'
import { literal, quote } from '../print.ts'
import { type CredentialModel, securityOf } from './credentials.ts'
import { serversOf } from './servers.ts'

/** Writes the openapi-fetch client of a contract: `createClient`, over the paths of the document. */
export function writeOpenapiFetch(
  document: Document,
  models: readonly OperationModel[],
  credentials: ReadonlyMap<string, CredentialModel>,
  runtime: string,
): string {
  const security = securityOf(
    credentials,
    document.security?.map((requirement) => Object.keys(requirement)) ?? [],
  )
  const config = { servers: serversOf(document, models), ...(security.length > 0 && { security }) }
  return `import { type Client, isClient } from ${quote(runtime)}
import { createClient as createFetchClient, type FetchClient, type FetchClientConfig } from ${quote(`${runtime}/openapi-fetch`)}
import { type ClientOptions, createClient as createFunctionsClient } from './client.gen.ts'
${security.flat().length > 0 ? "import * as credentials from './credentials.gen.ts'\n" : ''}import type { paths } from './types.gen.ts'

export type { FetchClient }

const config: FetchClientConfig = ${literal(config)}

/**
 * Returns an openapi-fetch client of this contract: \`GET\`, \`POST\`, …, \`use\`. Credentials, retries and time limits
 * are those of the functions; responses and middleware are those of openapi-fetch.
 *
 * @param options - Options of the client. Pass a client of the functions instead to share its credentials, cached
 * tokens and retry budget; its middleware stays its own.
 * @throws InputError when the contract's first host has a variable that is not set.
 * @see https://openapi-ts.dev/openapi-fetch/
 */
export function createClient(options: ClientOptions | Client = {}): FetchClient<paths> {
  const client = isClient(options) ? options : createFunctionsClient(options)
  return createFetchClient<paths>(client, config)
}
`
}
