import {
  type AnyResult,
  Call,
  type CallOptions,
  type Credential,
  call,
  jsonBody,
  rawBody,
} from '@returning-kit/runtime'
import { type ActionBodies, actions } from '../generated/webhooks.gen.ts'
import { encrypt } from '../schemes/encrypt.ts'
import type { Encryption } from '../schemes/encrypted.ts'
import { cipherKeys } from '../schemes/keys.ts'
import { type EndpointOptions, endpoint } from './endpoint.ts'

/** Name of an action that a call from outside sets off. */
export type ActionName = keyof ActionBodies

/** Options of {@link incomingWebhook}: its address and keys, and how calls are made. */
export interface IncomingWebhookOptions extends EndpointOptions {
  /** The address that Returning.AI shows for this webhook. */
  url: string
  /** The key that the platform made for it, if its API key is switched on. */
  webhookKey?: Credential
  /** Its AES key and mode, if encryption is switched on. */
  encryption?: Encryption
}

/** Calls one incoming webhook; awaiting it gives the outcome, with the answer's text as `data`. */
export type IncomingWebhook<Name extends ActionName> = (
  body: ActionBodies[Name],
  options?: CallOptions,
) => Call<AnyResult<string | undefined>, string | undefined>

/**
 * Makes a function that calls one incoming webhook. A call is sent again only when it cannot have arrived; say
 * `repeatable: true` if doing the action twice does no harm.
 *
 * @param action - What the webhook does. The members of its body are not public.
 * @param options - Address, keys, bounds and hooks.
 * @throws InputError for an address that is not https, or an AES key that does not have 32 bytes.
 * @example
 * ```ts
 * const announce = incomingWebhook('sendMessageIntoChannels', {
 *   url: 'https://webhooks.example.com/announce',
 *   webhookKey: 'fake-webhook-key',
 *   encryption: { keys: 'fake-key-of-exactly-32-character' },
 *   fetch: async () => new Response('taken'),
 * })
 * const result = await announce({ message: 'Hello' })
 * console.log(result.ok ? result.data : result.message)
 * ```
 */
export function incomingWebhook<Name extends ActionName>(
  action: Name,
  options: IncomingWebhookOptions,
): IncomingWebhook<Name> {
  const { url, encryption, ...rest } = options
  const { method, security } = actions[action]
  // Whether an answer has a body, and of what kind, is not public: its text is taken as it comes.
  const body = { type: 'application/json', serialize: jsonBody }
  const described = { id: action, method, security, body, responseType: 'text' } as const
  const { client, operation } = endpoint(url, described, { ...rest })
  if (!encryption)
    return (given, callOptions) => call(client, operation, { body: given }, callOptions)
  cipherKeys(encryption.keys)
  const sealed = { ...operation, body: { type: 'application/octet-stream', serialize: rawBody } }
  return (given, callOptions = {}) =>
    new Call(action, async () => {
      const { headers, body: bytes } = await encrypt(JSON.stringify(given), encryption)
      const all = { ...callOptions, headers: { ...callOptions.headers, ...headers } }
      return call<AnyResult, unknown>(client, sealed, { body: bytes }, all)
    })
}
