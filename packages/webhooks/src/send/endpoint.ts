import {
  type CallEvent,
  type Client,
  createContractClient,
  type Hooks,
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
  const client = createContractClient(
    { server: parsed.origin },
    { ...options, ...redactedHooks(options), fetch: fetchAsPost(options.fetch) },
  )
  // In the path of an operation, braces delimit a parameter.
  const path = `${parsed.pathname}${parsed.search}`.replaceAll('{', '%7B').replaceAll('}', '%7D')
  return { client, operation: { ...operation, path } }
}

/** Returns hooks whose URLs have no path: whoever knows the path of a webhook can call it. */
function redactedHooks(hooks: Hooks): Hooks {
  const redacted = <Event extends CallEvent>(hook: ((event: Event) => void) | undefined) =>
    hook && ((event: Event) => hook({ ...event, url: `${new URL(event.url).origin}/[redacted]` }))
  return {
    onRequest: redacted(hooks.onRequest),
    onResponse: redacted(hooks.onResponse),
    onRetry: redacted(hooks.onRetry),
    onError: redacted(hooks.onError),
  }
}

/**
 * Returns a `fetch` whose 301, 302 and 303 have no `Location`. The client would follow them with a
 * GET, and the success of that GET would look like a delivery.
 */
function fetchAsPost(fetch: RuntimeOptions['fetch']): NonNullable<RuntimeOptions['fetch']> {
  return async (url, init) => {
    const response = await (fetch ?? globalThis.fetch)(url, init)
    if (![301, 302, 303].includes(response.status)) return response
    const headers = new Headers(response.headers)
    headers.delete('location')
    const { status, statusText, body } = response
    return new Response(body, { status, statusText, headers })
  }
}
