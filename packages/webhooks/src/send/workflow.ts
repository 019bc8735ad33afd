import type { SendWorkflowEventInput, WorkflowSession } from '@returning-kit/core'
import {
  type AnyResult,
  type Call,
  type CallOptions,
  type Credential,
  call,
  header,
  jsonBody,
  readText,
} from '@returning-kit/runtime'
import { type EndpointOptions, endpoint } from './endpoint.ts'

// URLs of workflows are issued individually, while a path of the contract is fixed. These two calls
// therefore use the runtime directly; a test compares them with the contract.

/** Options of {@link workflowSession}: URL and key of the handshake, and client options. */
export interface WorkflowSessionOptions extends EndpointOptions {
  /** The handshake URL that Returning.AI shows for the workflow. */
  handshakeUrl: string
  /** Key of the workflow. It is sent to the handshake URL only. */
  workflowKey: Credential
}

/** Options of {@link workflowWebhook}. */
export interface WorkflowWebhookOptions extends WorkflowSessionOptions {
  /** The main URL that Returning.AI shows for the workflow. */
  url: string
}

/** Documented lifetime of a session token in milliseconds. */
const sessionLifetime = 300_000

/**
 * Returns the credential of workflow events, which performs the handshake. The client that uses it
 * caches the session, shares a pending handshake between calls, and renews the session 30 seconds
 * before it expires and after a 401.
 *
 * @param options - URL and key of the handshake.
 * @returns A value for the option `workflowSession` of `createClient`.
 * @throws InputError for a URL that is not https.
 * @example
 * ```ts
 * const session = workflowSession({
 *   handshakeUrl: 'https://workflow.example.com/handshake',
 *   workflowKey: 'fake-workflow-key',
 *   fetch: async () => Response.json({ data: { sessionToken: 'fake-token' } }),
 * })
 * console.log(typeof session)
 * ```
 */
export function workflowSession({ handshakeUrl, ...options }: WorkflowSessionOptions): Credential {
  const descriptor = {
    id: 'openWorkflowSession',
    method: 'POST',
    security: [[{ serialize: header, name: 'x-api-key', option: 'workflowKey' }]],
    envelope: { data: 'data' },
    idempotent: true,
  } as const
  const { client, operation } = endpoint(handshakeUrl, descriptor, { ...options })
  const clock = options.clock ?? Date
  return async () => {
    const requestedAt = clock.now()
    const { sessionToken } = await call<Call<AnyResult<WorkflowSession>, WorkflowSession>>(
      client,
      operation,
    ).orThrow()
    // The client rejects an empty token with an error that names the option.
    return { value: sessionToken ?? '', expiresAt: requestedAt + sessionLifetime }
  }
}

/**
 * Sends an event to a workflow. Any 2xx is a success; the body of the response is `data`, as a
 * string.
 */
export type WorkflowWebhook = (
  event: SendWorkflowEventInput['body'],
  options?: CallOptions,
) => Call<AnyResult<string | undefined>, string | undefined>

/**
 * Returns a function that sends events to a workflow and performs the handshake when necessary.
 *
 * @param options - Both URLs, the key, limits and hooks.
 * @throws InputError for a URL that is not https.
 * @example
 * ```ts
 * const report = workflowWebhook({
 *   url: 'https://workflow.example.com/events',
 *   handshakeUrl: 'https://workflow.example.com/handshake',
 *   workflowKey: 'fake-workflow-key',
 *   fetch: async (url) =>
 *     url.endsWith('/handshake')
 *       ? Response.json({ data: { sessionToken: 'fake-token' } })
 *       : new Response('{}'),
 * })
 * const result = await report({ eventType: 'user.registered', customerId: 'customer-1' })
 * console.log(result.ok)
 * ```
 */
export function workflowWebhook({
  url,
  ...sessionOptions
}: WorkflowWebhookOptions): WorkflowWebhook {
  const descriptor = {
    id: 'sendWorkflowEvent',
    method: 'POST',
    security: [[{ serialize: header, name: 'x-session-token', option: 'workflowSession' }]],
    body: { type: 'application/json', serialize: jsonBody },
    accept: '*/*',
    read: readText,
  } as const
  const { handshakeUrl: _url, workflowKey: _key, ...clientOptions } = sessionOptions
  const { client, operation } = endpoint(url, descriptor, {
    ...clientOptions,
    workflowSession: workflowSession(sessionOptions),
  })
  return (event, callOptions) => call(client, operation, { body: event }, callOptions)
}
