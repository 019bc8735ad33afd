import createFetchClient, { type Client as FetchClient } from 'openapi-fetch'
import { CredentialError } from '../errors/credential-error.ts'
import type { Security } from '../operation/operation.ts'
import { buildPath, encodePathSegment } from '../request/path.ts'
import { type Client, type ClientContext, contextOf } from '../transport/context.ts'
import { sendWithRetries } from '../transport/send.ts'

/** The openapi-fetch surface over the paths of a contract. */
export type { FetchClient }

// Without any `params` openapi-fetch leaves the braces of a path in the address.
function assertFilled(url: string): void {
  const name = /\/%7B([^/%]+)%7D(?=[/?]|$)/.exec(url)?.[1]
  if (name) encodePathSegment(name, undefined, undefined)
}

/** What calls by path need to know of a contract; written by the generator. */
export interface FetchClientConfig {
  /** Every origin of the contract: a credential goes to no other. */
  readonly servers: readonly string[]
  /** Security of calls that name no operation. */
  readonly security?: Security
}

// Undefined while a variable of the server is not set.
function originOf(core: ClientContext, server: string): string | undefined {
  try {
    return new URL(core.serverUrl(server)).origin
  } catch {
    return undefined
  }
}

/**
 * Gives a client the methods of openapi-fetch, over the same credentials, retries and bounds; the only place that knows
 * openapi-fetch. Middleware is that of the result alone. Throws InputError when the contract's own host is not known.
 */
export function createClient<Paths extends {}>(
  client: Client,
  { servers, security }: FetchClientConfig,
): FetchClient<Paths> {
  const core = contextOf(client, 'createClient')
  const origins = new Set(servers.map((server) => originOf(core, server)))
  return createFetchClient<Paths>({
    baseUrl: core.serverUrl(),
    redirect: 'manual',
    pathSerializer: (path, values) => buildPath(path, values),
    async fetch(request: Request) {
      const {
        method,
        url,
        signal,
        cache,
        credentials,
        integrity,
        keepalive,
        mode,
        referrer,
        referrerPolicy,
      } = request
      assertFilled(url)
      const { origin } = new URL(url)
      const schemes = core.credentials.choose(security, undefined)
      if (schemes.length > 0 && !origins.has(origin)) {
        const what = `${origin} gets no credential, as neither the contract nor \`baseUrl\` names it`
        throw new CredentialError([], `The call was stopped: ${what}.`)
      }
      // Frameworks read further members of their own, which openapi-fetch puts on the request.
      const rest = {
        ...request,
        cache,
        credentials,
        integrity,
        keepalive,
        mode,
        referrer,
        referrerPolicy,
      }
      let last: Response | undefined
      const fetch: ClientContext['fetch'] = async (to, init) => {
        // Nobody reads the body of an answer that is followed by another attempt.
        await last?.body?.cancel()
        // That of the last one is read by its caller, who may abort that.
        last = await core.fetch(to, {
          ...rest,
          ...init,
          signal: AbortSignal.any([signal, ...(init.signal ? [init.signal] : [])]),
        })
        return last
      }
      const headers = Object.fromEntries(request.headers)
      // Not every browser tells by `request.body` whether there is one.
      const bytes = /^(GET|HEAD)$/.test(method) ? undefined : await request.arrayBuffer()
      const body = bytes?.byteLength ? bytes : undefined
      const draft = { method, url, query: [], headers, body }
      const call = {
        operation: undefined,
        options: { signal },
        request: draft,
        schemes,
        values: [],
        attempts: 0,
        responded: false,
      }
      const { response } = await sendWithRetries({ ...core, fetch }, call, async (answer) => ({
        response: answer,
      }))
      return response
    },
  })
}
