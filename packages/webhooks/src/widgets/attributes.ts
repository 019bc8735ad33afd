import { InputError } from '@returning-kit/runtime'
import type { EmbedToken } from './embed-token.ts'

/**
 * The documented tags and the widgets that they show.
 * @see https://docs.returning.ai/widget-sdk/configuration
 */
export const widgetTags = {
  'rai-store-widget': 'store',
  'rai-channel-widget': 'channel',
  'rai-milestone-widget': 'milestone',
  'rai-social-widget': 'social',
  'rai-currency-widget': 'currency-view',
  'rai-referral-widget': 'referral-conditions',
  'rai-custom-widget': 'custom',
} as const

/** A documented tag. */
export type WidgetTag = keyof typeof widgetTags

/** Names of secrets, which must not be in a page. */
export type SecretName =
  | 'access-key'
  | 'access-id'
  | 'api-key'
  | 'widget-key'
  | 'webhook-key'
  | 'workflow-key'
  | 'secret'

/** Attributes of every tag. None of them is a secret. */
export type CommonAttributes = {
  /** @default 'light' */
  theme?: 'light' | 'dark'
  /** Width in CSS. @default '100%' */
  width?: string
  /** Height in CSS. @default '600px' */
  height?: string
  /** From `mintEmbedToken`, or from `embedToken` if it was received as a string. */
  'embed-token'?: EmbedToken
  /** URL on your server that signs the user in. The older way. */
  'auth-url'?: string
  /** URL of a bundle that is shown without a frame. */
  'bundle-url'?: string
  /** Hosts that replace the production hosts. */
  'api-url'?: string
  'widget-url'?: string
  'v2-api-url'?: string
} & {
  /** Identifiers of the user that the widget is configured with. */
  [name: `data-${string}`]: string | undefined
} & { [name in SecretName | `data-${SecretName}`]?: never }

/** Attributes of a tag: the common ones and the ids that the tag requires. */
export type WidgetAttributes<Tag extends WidgetTag> = CommonAttributes &
  (Tag extends 'rai-custom-widget'
    ? { /** Id of the custom widget, in base64. */ 'widget-id': string; 'community-id'?: string }
    : Tag extends 'rai-channel-widget'
      ? { 'community-id': string; 'channel-id': string }
      : { 'community-id': string })

const secretNamePattern = /(?:^|-)(?:access-?id|secret|password|[a-z]*-?key)$/i
const htmlEntities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const requiredAttributes: Readonly<Record<WidgetTag, readonly string[]>> = {
  'rai-store-widget': ['community-id'],
  'rai-channel-widget': ['community-id', 'channel-id'],
  'rai-milestone-widget': ['community-id'],
  'rai-social-widget': ['community-id'],
  'rai-currency-widget': ['community-id'],
  'rai-referral-widget': ['community-id'],
  'rai-custom-widget': ['widget-id'],
}

/**
 * Checks the attributes of a tag and returns them as strings, for `setAttribute` or a template.
 *
 * @param tag - A documented tag.
 * @param attributes - Its attributes.
 * @throws InputError for an attribute that is missing, invalid, or named like a secret.
 * @example
 * ```ts
 * import { widgetAttributes } from '@returning-kit/webhooks/widgets'
 *
 * const attributes = { 'community-id': '6167dba9c548eb5c7ec28057', theme: 'dark' } as const
 * console.log(widgetAttributes('rai-store-widget', attributes))
 * ```
 */
export function widgetAttributes<Tag extends WidgetTag>(
  tag: Tag,
  attributes: WidgetAttributes<Tag>,
): Record<string, string> {
  if (!Object.hasOwn(widgetTags, tag))
    throw new InputError('tag', `\`${tag}\` is not a documented tag.`)
  const entries = Object.entries(attributes as Readonly<Record<string, unknown>>).filter(
    ([, value]) => value !== undefined,
  )
  for (const [name, value] of entries) {
    if (secretNamePattern.test(name)) {
      throw new InputError(
        name,
        `\`${name}\` looks like a secret. A page must not contain secrets.`,
      )
    }
    if (!/^[a-z][a-z\d-]*$/.test(name)) {
      throw new InputError(name, `\`${name}\` is not a valid attribute name.`)
    }
    if (typeof value !== 'string') throw new InputError(name, `\`${name}\` must be a string.`)
  }
  const result = Object.fromEntries(entries) as Record<string, string>
  const missing = requiredAttributes[tag].find((name) => !result[name])
  if (missing) throw new InputError(missing, `\`${tag}\` requires \`${missing}\`.`)
  return result
}

/**
 * Serializes a tag as HTML with escaped values.
 *
 * @param tag - A documented tag.
 * @param attributes - Its attributes.
 * @throws InputError as `widgetAttributes` does.
 * @example
 * ```ts
 * import { embedToken, widgetHtml } from '@returning-kit/webhooks/widgets'
 *
 * const token = embedToken('ZmFrZQ.ZmFrZQ.ZmFrZQ')
 * const attributes = { 'community-id': '6167dba9c548eb5c7ec28057', 'embed-token': token }
 * console.log(widgetHtml('rai-store-widget', attributes))
 * ```
 */
export function widgetHtml<Tag extends WidgetTag>(
  tag: Tag,
  attributes: WidgetAttributes<Tag>,
): string {
  const serialized = Object.entries(widgetAttributes(tag, attributes)).map(
    ([name, value]) =>
      ` ${name}="${value.replaceAll(/[&<>"']/g, (char) => htmlEntities[char] ?? char)}"`,
  )
  return `<${tag}${serialized.join('')}></${tag}>`
}
