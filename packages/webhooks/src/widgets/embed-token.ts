import { InputError } from '@returning-kit/runtime'

declare const brand: unique symbol

/** A short-lived token that is meant for a page. No plain text is one, so no key can stand in its place. */
export type EmbedToken = string & { readonly [brand]: 'EmbedToken' }

/**
 * Takes a text that your server sent as the token it is.
 *
 * @param text - A JSON Web Token in its compact form.
 * @throws InputError for anything else, such as an access key.
 * @see https://www.rfc-editor.org/rfc/rfc7519
 * @example
 * ```ts
 * import { embedToken } from '@returning-kit/webhooks/widgets'
 *
 * console.log(embedToken('ZmFrZQ.ZmFrZQ.ZmFrZQ').length)
 * ```
 */
export function embedToken(text: string): EmbedToken {
  if (/^[\w-]+\.[\w-]+\.[\w-]+$/.test(text)) return text as EmbedToken
  throw new InputError(
    'token',
    'This is not an embed token; send the page what `mintEmbedToken` gave, never a key.',
  )
}
