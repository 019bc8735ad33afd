import createOpenapiFetchClient, { type Client as FetchClient } from 'openapi-fetch'
import { type Client, contextOf } from '../client/client.ts'
import { CredentialError } from '../errors/credential-error.ts'
import type { Security } from '../operation/operation.ts'
import { buildPath, encodePathSegment } from '../request/path.ts'
import type { CallState, ClientContext } from '../transport/context.ts'
import { sendWithRetries } from '../transport/send.ts'
import { startCall } from '../transport/start-call.ts'

/** An openapi-fetch client of the paths of a contract. */
export type { FetchClient }

/** What an openapi-fetch client needs to know of a contract; the generator writes it. */
export interface FetchClientConfig {
  /** Every server of the contract. Credentials are sent to no other origin. */
  readonly servers: readonly string[]
  /** Security of all calls: a path alone names no operation. */
  readonly security?: Security
}

// Without `params`, openapi-fetch leaves the braces of a path in the URL.
function assertPathIsComplete(url: string): void {
  const name = /\/%7B([^/%]+)%7D(?=[/?]|$)/.exec(url)?.[1]
  if (name) encodePathSegment(name, undefined, undefined)
}

// Undefined if a variable of the server is not set.
function originOf(context: ClientContext, server: string): string | undefined {
  try {
    return new URL(context.serverUrl(server)).origin
  } catch {
    return undefined
  }
}

// The options of a request that `fetch(url, init)` would lose.
function initOf(request: Request): RequestInit {
  const { cache, credentials, integrity, keepalive, mode, referrer, referrerPolicy } = request
  // The spread copies what openapi-fetch put on the request for frameworks, such as `next` for Next.js.
  return {
    ...request,
    cache,
    credentials,
    integrity,
    keepalive,
    mode,
    referrer,
    referrerPolicy,
  }
}

async function callState(
  context: ClientContext,
  request: Request,
  schemes: CallState['schemes'],
): Promise<CallState> {
  const { method, url, signal } = request
  // In some browsers `request.body` is undefined even if there is a body.
  const bytes = /^(GET|HEAD)$/.test(method) ? undefined : await request.arrayBuffer()
  const body = bytes?.byteLength ? bytes : null
  return {
    ...startCall(context, undefined, { signal }),
    request: { method, url, query: [], headers: Object.fromEntries(request.headers), body },
    schemes,
  }
}

/**
 * Returns an openapi-fetch client that shares credentials, retries and time limits with `client`. Its middleware applies
 * to it alone. Throws InputError if the URL of the contract's own server has unset variables.
 */
export function createClient<Paths extends {}>(
  client: Client,
  { servers, security }: FetchClientConfig,
): FetchClient<Paths> {
  const context = contextOf(client, 'createClient')
  const origins = new Set(servers.map((server) => originOf(context, server)))
  return createOpenapiFetchClient<Paths>({
    baseUrl: context.serverUrl(),
    redirect: 'manual',
    pathSerializer: (path, values) => buildPath(path, values),
    async fetch(request: Request) {
      assertPathIsComplete(request.url)
      const { origin } = new URL(request.url)
      const schemes = context.credentials.choose(security, undefined)
      if (schemes.length > 0 && !origins.has(origin)) {
        throw new CredentialError(
          [],
          `The request to ${origin} was not sent: credentials are sent only to the servers of the contract and to \`baseUrl\`.`,
        )
      }
      const options = initOf(request)
      let previous: Response | undefined
      const fetch: ClientContext['fetch'] = async (url, init) => {
        // Cancel the previous response's body before retrying; it will not be read.
        await previous?.body?.cancel()
        // The caller reads the body of the last response, so its signal must end that, too.
        const signals = init.signal ? [request.signal, init.signal] : [request.signal]
        previous = await context.fetch(url, {
          ...options,
          ...init,
          signal: AbortSignal.any(signals),
        })
        return previous
      }
      const call = await callState(context, request, schemes)
      const { response } = await sendWithRetries({ ...context, fetch }, call, async (last) => ({
        response: last,
      }))
      return response
    },
  })
}
