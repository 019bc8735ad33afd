// Public API for pages. Nothing here accepts a secret, or imports a file that does.
export {
  type CommonAttributes,
  type SecretName,
  type WidgetAttributes,
  type WidgetTag,
  widgetAttributes,
  widgetHtml,
  widgetTags,
} from './widgets/attributes.ts'
export { type ChannelFrameOptions, channelFrame } from './widgets/channel-frame.ts'
export { type EmbedToken, embedToken } from './widgets/embed-token.ts'
export { type HostedWidget, type HostOptions, hostWidget } from './widgets/host-widget.ts'
