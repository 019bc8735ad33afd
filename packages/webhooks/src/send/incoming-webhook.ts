import {
  type AnyResult,
  Call,
  type CallOptions,
  type Credential,
  call,
  jsonBody,
  rawBody,
  readText,
} from '@returning-kit/runtime'
import { type ActionBodies, actions } from '../generated/webhooks.gen.ts'
import { toBytes } from '../schemes/bytes.ts'
import { type Encryption, encrypted } from '../schemes/encrypted.ts'
import { type EndpointOptions, endpoint } from './endpoint.ts'

/** Name of an action that an incoming webhook triggers. */
export type ActionName = keyof ActionBodies

/** Options of {@link incomingWebhook}: URL, keys and client options. */
export interface IncomingWebhookOptions extends EndpointOptions {
  /** The URL that Returning.AI shows for this webhook. */
  url: string
  /** The API key of the webhook, if it is enabled. */
  webhookKey?: Credential
  /** The AES key and mode of the webhook, if encryption is enabled. */
  encryption?: Encryption
}

/** Calls an incoming webhook. The body of the response is `data`, as a string. */
export type IncomingWebhook<Name extends ActionName> = (
  body: ActionBodies[Name],
  options?: CallOptions,
) => Call<AnyResult<string | undefined>, string | undefined>

/**
 * Returns a function that calls an incoming webhook. A call is retried only if the request cannot
 * have arrived. Pass `idempotent: true` if repeating the action is harmless.
 *
 * @param action - The action of the webhook. The properties of its body are not documented.
 * @param options - URL, keys, limits and hooks.
 * @throws InputError for a URL that is not https, or an AES key that does not have 32 bytes.
 * @example
 * ```ts
 * const announce = incomingWebhook('sendMessageIntoChannels', {
 *   url: 'https://webhooks.example.com/announce',
 *   webhookKey: 'fake-webhook-key',
 *   encryption: { keys: 'fake-key-of-exactly-32-character' },
 *   fetch: async () => new Response('accepted'),
 * })
 * const result = await announce({ message: 'Hello' })
 * console.log(result.ok ? result.data : result.message)
 * ```
 */
export function incomingWebhook<Name extends ActionName>(
  action: Name,
  options: IncomingWebhookOptions,
): IncomingWebhook<Name> {
  const { url, encryption, ...clientOptions } = options
  const { method, security } = actions[action]
  // The content type of the response is not documented, so its body is returned as a string.
  const descriptor = {
    id: action,
    method,
    security,
    body: { type: 'application/json', serialize: jsonBody },
    accept: '*/*',
    read: readText,
  } as const
  const { client, operation } = endpoint(url, descriptor, { ...clientOptions })
  if (!encryption) {
    return (body, callOptions) => call(client, operation, { body }, callOptions)
  }
  const scheme = encrypted(encryption)
  const rawOperation = {
    ...operation,
    body: { type: 'application/octet-stream', serialize: rawBody },
  }
  return (body, callOptions = {}) =>
    new Call(action, async () => {
      const sealed = await scheme.seal(toBytes(JSON.stringify(body)), {})
      const headers = { ...callOptions.headers, ...sealed.headers }
      return call<Call<AnyResult, unknown>>(
        client,
        rawOperation,
        { body: sealed.body },
        { ...callOptions, headers },
      )
    })
}
