import { createWidgetToken } from '@returning-kit/core'
import { type CallOptions, type Client, InputError, ResponseError } from '@returning-kit/runtime'
import type { EmbedToken } from '../widgets/embed-token.ts'
import { exposeSecret, Secret } from './secret.ts'

/** An access key, and the user for whom the token is issued. */
export interface WidgetTokenInput {
  accessId: string
  /** Must stay on the server, so it is not a string. */
  accessKey: Secret
  /** The identifiers of the user that the widget is configured with, such as `data-customer-id`. */
  user: Readonly<Record<`data-${string}`, string>>
}

/** A token for a page. */
export interface WidgetToken {
  readonly token: EmbedToken
  /** When the token expires. A page that is open for longer needs a new one. */
  readonly expiresAt: Date
}

/** Documented lifetime of a token in seconds, used if the response does not contain one. */
const defaultLifetimeInSeconds = 900

/**
 * Exchanges an access key for the token that a page passes to its widget. For servers only.
 *
 * @param client - From `createClient`. It needs no credential for this call.
 * @param input - Access key and user.
 * @param options - Call options.
 * @throws InputError for an access key that is not a secret.
 * @throws ResponseError for a response that is not a success.
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
  if (!(accessKey instanceof Secret)) {
    throw new InputError('accessKey', 'Wrap the access key: `accessKey: secret(value)`.')
  }
  const requestedAt = Date.now()
  const body = { accessId, accessKey: exposeSecret(accessKey), userIdentifiers: { ...user } }
  const result = await createWidgetToken(client, { body }, options)
  const operation = 'createWidgetToken'
  if (!result.ok) throw new ResponseError(result, { operation })
  const { embedToken, expiresIn = defaultLifetimeInSeconds } = result.data
  if (embedToken) {
    return {
      token: embedToken as EmbedToken,
      expiresAt: new Date(requestedAt + expiresIn * 1000),
    }
  }
  const { status, response, attempts } = result
  const message = 'The response has no `embedToken`.'
  const failure = {
    status,
    response,
    attempts,
    error: undefined,
    text: undefined,
    message,
  } as const
  throw new ResponseError({ ...failure, ok: false, reason: 'body' }, { operation })
}
