import { checkOrigin, listenTo } from './window-messages.ts'

/** Options of {@link channelFrame}. */
export interface ChannelFrameOptions {
  /** Origin of the community that shows the page. */
  origin: string
  /**
   * Called with each message of the community. Messages are not documented: check them before use.
   */
  onMessage: (data: unknown) => void
}

/**
 * Listens to the messages that the window of the community sends to a page in an iframe channel. It
 * ignores other windows and sends nothing. Only the name of iframe channels is documented.
 *
 * @param options - Origin and message handler.
 * @returns A function that stops listening.
 * @throws InputError for an origin that is not an exact https origin.
 * @example
 * ```ts
 * import { channelFrame } from '@returning-kit/webhooks/widgets'
 *
 * export const start = () =>
 *   channelFrame({
 *     origin: 'https://community.example.com',
 *     onMessage: (data) => console.log(typeof data),
 *   })
 * ```
 */
export function channelFrame({ origin, onMessage }: ChannelFrameOptions): () => void {
  return listenTo(() => (parent === window ? undefined : parent), checkOrigin(origin), onMessage)
}
