import { InputError } from '@returning-kit/runtime'

declare const brand: unique symbol

/**
 * A short-lived token for a page. Its type differs from `string`, so a key cannot be passed
 * instead.
 */
export type EmbedToken = string & { readonly [brand]: 'EmbedToken' }

/**
 * Converts a string that your server sent to an embed token.
 *
 * @param value - A JSON Web Token in compact serialization.
 * @throws InputError for any other string, such as an access key.
 * @see https://www.rfc-editor.org/rfc/rfc7519
 * @example
 * ```ts
 * import { embedToken } from '@returning-kit/webhooks/widgets'
 *
 * console.log(embedToken('ZmFrZQ.ZmFrZQ.ZmFrZQ').length)
 * ```
 */
export function embedToken(value: string): EmbedToken {
  if (/^[\w-]+\.[\w-]+\.[\w-]+$/.test(value)) return value as EmbedToken
  throw new InputError(
    'token',
    'The string is not an embed token. Send the token of `mintEmbedToken` to the page, never a key.',
  )
}
