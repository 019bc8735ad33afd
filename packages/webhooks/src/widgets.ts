// The contents page of what runs in a page. Nothing here takes a secret, and nothing here is imported from a file that
// does.
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
