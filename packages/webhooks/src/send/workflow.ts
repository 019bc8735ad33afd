import type { SendWorkflowEventInput, WorkflowSession } from '@returning-kit/core'
import {
  type AnyResult,
  type Call,
  type CallOptions,
  type Credential,
  call,
  header,
  jsonBody,
} from '@returning-kit/runtime'
import { type EndpointOptions, endpoint } from './endpoint.ts'

/** Options of {@link workflowSession}: where to shake hands, with which key, and how calls are made. */
export interface WorkflowSessionOptions extends EndpointOptions {
  /** The handshake address that Returning.AI shows for the workflow. */
  handshakeUrl: string
  /** Key of the workflow. It goes to the handshake alone. */
  workflowKey: Credential
}

/** Options of {@link workflowWebhook}. */
export interface WorkflowWebhookOptions extends WorkflowSessionOptions {
  /** The main address that Returning.AI shows for the workflow. */
  url: string
}

/** What the reference says that a session token lives, in milliseconds. */
const sessionLife = 300_000

/**
 * The credential of workflow events: it shakes hands when one is needed. The client that it is given to keeps the
 * session, asks once at a time, and renews it 30 seconds before its end and after a 401.
 *
 * @param options - Address and key of the handshake.
 * @returns For the option `workflowSession` of `createClient`.
 * @throws InputError for an address that is not https.
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
  const described = {
    id: 'openWorkflowSession',
    method: 'POST',
    security: [[{ serialize: header, name: 'x-api-key', option: 'workflowKey' }]],
    envelope: { data: 'data' },
    idempotent: true,
  } as const
  const { client, operation } = endpoint(handshakeUrl, described, { ...options })
  const clock = options.clock ?? Date
  return async () => {
    const asked = clock.now()
    const { sessionToken } = await call<AnyResult<WorkflowSession>, WorkflowSession>(
      client,
      operation,
    ).orThrow()
    // An empty one is refused by the client, which knows the option's name.
    return { value: sessionToken ?? '', expiresAt: asked + sessionLife }
  }
}

/** Sends one event to a workflow; any 2xx is a success, with the answer's text as `data`. */
export type WorkflowWebhook = (
  event: SendWorkflowEventInput['body'],
  options?: CallOptions,
) => Call<AnyResult<string | undefined>, string | undefined>

/**
 * Makes a function that sends events to a workflow, with the handshake done as needed.
 *
 * @param options - Both addresses, the key, bounds and hooks.
 * @throws InputError for an address that is not https.
 * @example
 * ```ts
 * const report = workflowWebhook({
 *   url: 'https://workflow.example.com/events',
 *   handshakeUrl: 'https://workflow.example.com/handshake',
 *   workflowKey: 'fake-workflow-key',
 *   fetch: async (url) =>
 *     url.endsWith('/handshake') ? Response.json({ data: { sessionToken: 'fake-token' } }) : new Response('{}'),
 * })
 * const result = await report({ eventType: 'user.registered', customerId: 'customer-1' })
 * console.log(result.ok)
 * ```
 */
export function workflowWebhook({ url, ...session }: WorkflowWebhookOptions): WorkflowWebhook {
  const described = {
    id: 'sendWorkflowEvent',
    method: 'POST',
    security: [[{ serialize: header, name: 'x-session-token', option: 'workflowSession' }]],
    body: { type: 'application/json', serialize: jsonBody },
    responseType: 'text',
  } as const
  const { handshakeUrl: _address, workflowKey: _key, ...options } = session
  const { client, operation } = endpoint(url, described, {
    ...options,
    workflowSession: workflowSession(session),
  })
  return (event, callOptions) => call(client, operation, { body: event }, callOptions)
}
