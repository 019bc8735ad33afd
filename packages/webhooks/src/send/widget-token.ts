import { createWidgetToken } from '@returning-kit/core'
import { type CallOptions, type Client, InputError, ResponseError } from '@returning-kit/runtime'
import type { EmbedToken } from '../widgets/embed-token.ts'
import { exposeSecret, Secret } from './secret.ts'

/** An access key, and the user that a token shall stand for. */
export interface WidgetTokenInput {
  accessId: string
  /** Stays on the server, which is why it is not a text. */
  accessKey: Secret
  /** Who the user is, by the identifiers that the widget is configured with, such as `data-customer-id`. */
  user: Readonly<Record<`data-${string}`, string>>
}

/** A token for a page. */
export interface WidgetToken {
  readonly token: EmbedToken
  /** When it ends. A page that outlives it is rendered anew with a fresh one. */
  readonly expiresAt: Date
}

/** What the reference says that a token lives, in seconds, if the answer does not. */
const tokenLife = 900

/**
 * Trades an access key for the token that a page hands to its widget. For servers only.
 *
 * @param client - From `createClient`; it needs no credential for this.
 * @param input - Access key and user.
 * @param options - Bounds of the call.
 * @throws InputError for an access key that is not a secret.
 * @throws ResponseError when the service refuses.
 * @example
 * ```ts
 * const { token, expiresAt } = await mintEmbedToken(client, {
 *   accessId: 'fake-access-id',
 *   accessKey: secret('fake-access-key'),
 *   user: { 'data-customer-id': 'customer-1' },
 * })
 * console.log(token.length, expiresAt)
 * ```
 */
export async function mintEmbedToken(
  client: Client,
  input: WidgetTokenInput,
  options?: CallOptions,
): Promise<WidgetToken> {
  const { accessId, accessKey, user } = input
  if (!(accessKey instanceof Secret))
    throw new InputError('accessKey', 'Wrap the access key: `accessKey: secret(text)`.')
  const asked = Date.now()
  const body = { accessId, accessKey: exposeSecret(accessKey), userIdentifiers: { ...user } }
  const outcome = await createWidgetToken(client, { body }, options)
  const operation = 'createWidgetToken'
  if (!outcome.ok) throw new ResponseError(outcome, { operation })
  const { embedToken, expiresIn = tokenLife } = outcome.data
  if (embedToken)
    return { token: embedToken as EmbedToken, expiresAt: new Date(asked + expiresIn * 1000) }
  const message = 'The answer holds no embedToken.'
  throw new ResponseError(
    { ...outcome, ok: false, reason: 'body', error: undefined, text: undefined, message },
    { operation },
  )
}
