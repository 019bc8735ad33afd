import { checkOrigin, listenTo } from './window-messages.ts'

/** What a page that an iframe channel shows may hear. */
export interface ChannelFrameOptions {
  /** The origin of the community that shows the page. */
  origin: string
  /** A message of the community. What any of them holds is not public, so it is `unknown`: check it before use. */
  onMessage: (data: unknown) => void
}

/**
 * The framed side of an iframe channel, as far as it is public: only its name is. Hears what the community's window
 * says, and nobody else; sends nothing.
 *
 * @param options - Origin, and what to do with a message.
 * @returns A function that stops listening.
 * @throws InputError for an origin that is not one exact https address.
 * @example
 * ```ts
 * import { channelFrame } from '@returning-kit/webhooks/widgets'
 *
 * export const start = () => channelFrame({ origin: 'https://community.example.com', onMessage: (data) => console.log(typeof data) })
 * ```
 */
export function channelFrame({ origin, onMessage }: ChannelFrameOptions): () => void {
  return listenTo(() => (parent === window ? undefined : parent), checkOrigin(origin), onMessage)
}
