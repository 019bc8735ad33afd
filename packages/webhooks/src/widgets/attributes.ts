import { InputError } from '@returning-kit/runtime'
import type { EmbedToken } from './embed-token.ts'

/** The documented tags, and what each shows. @see https://docs.returning.ai/widget-sdk/configuration */
export const widgetTags = {
  'rai-store-widget': 'store',
  'rai-channel-widget': 'channel',
  'rai-milestone-widget': 'milestone',
  'rai-social-widget': 'social',
  'rai-currency-widget': 'currency-view',
  'rai-referral-widget': 'referral-conditions',
  'rai-custom-widget': 'custom',
} as const

/** One of the documented tags. */
export type WidgetTag = keyof typeof widgetTags

/** Names that hold a secret elsewhere; none of them belongs into a page. */
export type SecretName =
  | 'access-key'
  | 'access-id'
  | 'api-key'
  | 'widget-key'
  | 'webhook-key'
  | 'workflow-key'
  | 'secret'

/** Attributes that every tag has. Neither a key nor any other secret is among them. */
export type CommonAttributes = {
  /** @default 'light' */
  theme?: 'light' | 'dark'
  /** Width in CSS. @default '100%' */
  width?: string
  /** Height in CSS. @default '600px' */
  height?: string
  /** From `mintEmbedToken`, by way of `embedToken` where it came as a text. */
  'embed-token'?: EmbedToken
  /** Address on your server that signs the user in; the older way. */
  'auth-url'?: string
  /** Address of a bundle, which is shown without a frame. */
  'bundle-url'?: string
  /** Hosts instead of the production ones. */
  'api-url'?: string
  'widget-url'?: string
  'v2-api-url'?: string
} & {
  /** Identifies the user, by the identifiers that the widget is configured with. */
  [name: `data-${string}`]: string | undefined
} & { [name in SecretName | `data-${SecretName}`]?: never }

/** Attributes of a tag: those of every tag, and the ids that this one needs. */
export type WidgetAttributes<Tag extends WidgetTag> = CommonAttributes &
  (Tag extends 'rai-custom-widget'
    ? { /** Id of the custom widget in base64. */ 'widget-id': string; 'community-id'?: string }
    : Tag extends 'rai-channel-widget'
      ? { 'community-id': string; 'channel-id': string }
      : { 'community-id': string })

const secretName = /(?:^|-)(?:access-?id|secret|password|[a-z]*-?key)$/i
const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const required: Readonly<Record<WidgetTag, readonly string[]>> = {
  'rai-store-widget': ['community-id'],
  'rai-channel-widget': ['community-id', 'channel-id'],
  'rai-milestone-widget': ['community-id'],
  'rai-social-widget': ['community-id'],
  'rai-currency-widget': ['community-id'],
  'rai-referral-widget': ['community-id'],
  'rai-custom-widget': ['widget-id'],
}

/**
 * Checks the attributes of a tag and gives them as pairs of texts, for `setAttribute` or a template.
 *
 * @param tag - One of the documented tags.
 * @param attributes - Its attributes.
 * @throws InputError for an attribute that is missing, misspelt, or named like a secret.
 * @example
 * ```ts
 * import { widgetAttributes } from '@returning-kit/webhooks/widgets'
 *
 * console.log(widgetAttributes('rai-store-widget', { 'community-id': '6167dba9c548eb5c7ec28057', theme: 'dark' }))
 * ```
 */
export function widgetAttributes<Tag extends WidgetTag>(
  tag: Tag,
  attributes: WidgetAttributes<Tag>,
): Record<string, string> {
  if (!Object.hasOwn(widgetTags, tag))
    throw new InputError('tag', `\`${tag}\` is none of the documented tags.`)
  const given = Object.entries(attributes as Readonly<Record<string, unknown>>).filter(
    ([, value]) => value !== undefined,
  )
  for (const [name, value] of given) {
    if (secretName.test(name))
      throw new InputError(name, `\`${name}\` looks like a secret; none may be in a page.`)
    if (!/^[a-z][a-z\d-]*$/.test(name))
      throw new InputError(name, `\`${name}\` is not the name of an attribute.`)
    if (typeof value !== 'string') throw new InputError(name, `\`${name}\` is not a text.`)
  }
  const result = Object.fromEntries(given) as Record<string, string>
  const missing = required[tag].find((name) => !result[name])
  if (missing) throw new InputError(missing, `\`${tag}\` needs \`${missing}\`.`)
  return result
}

/**
 * Writes a tag as HTML, its values escaped.
 *
 * @param tag - One of the documented tags.
 * @param attributes - Its attributes.
 * @throws InputError as `widgetAttributes` does.
 * @example
 * ```ts
 * import { embedToken, widgetHtml } from '@returning-kit/webhooks/widgets'
 *
 * const token = embedToken('ZmFrZQ.ZmFrZQ.ZmFrZQ')
 * console.log(widgetHtml('rai-store-widget', { 'community-id': '6167dba9c548eb5c7ec28057', 'embed-token': token }))
 * ```
 */
export function widgetHtml<Tag extends WidgetTag>(
  tag: Tag,
  attributes: WidgetAttributes<Tag>,
): string {
  const pairs = Object.entries(widgetAttributes(tag, attributes))
  const written = pairs.map(
    ([name, value]) =>
      ` ${name}="${value.replaceAll(/[&<>"']/g, (char) => entities[char] ?? char)}"`,
  )
  return `<${tag}${written.join('')}></${tag}>`
}
