import type { EmbedToken } from './embed-token.ts'
import { checkOrigin, listenTo } from './window-messages.ts'

/** What a page does for the widget in a frame. */
export interface HostOptions {
  /** The token, or a function that asks your server for it. It goes to the widget's origin alone. */
  token: EmbedToken | (() => EmbedToken | Promise<EmbedToken>)
  /** The origin of the widget. @default 'https://prod-widgets.returning.ai' */
  origin?: string
  /** Sent along with the token. */
  widgetId?: string
  /** The widget is shown. Seen in public code, not in the reference. */
  onReady?: () => void
  /** The widget wants this height, in CSS pixels. Seen in public code, not in the reference. */
  onHeight?: (height: number) => void
  /** The widget failed, or the token could not be had. Seen in public code, not in the reference. */
  onError?: (error: unknown) => void
  /** A message of a type that is not public. */
  onUnknown?: (data: unknown) => void
}

/** A widget that a page looks after. */
export interface HostedWidget {
  /** Hands over a fresh token before the old one ends. */
  refresh(token: EmbedToken): void
  /** Stops listening. */
  close(): void
}

// More than any page is high; a frame that asks for more is broken.
const mostHeight = 100_000

function heightOf(data: unknown): number | undefined {
  const { payload } = data as { payload?: { height?: unknown } | null }
  const height = payload?.height
  return typeof height === 'number' && height >= 0 && height <= mostHeight ? height : undefined
}

/**
 * The page's side of a widget in a frame: hands the token over when the widget asks for it, and tells of what the
 * widget reports. Messages of other windows and origins are passed over.
 *
 * @param frame - The widget's frame, whose content may change: only a window of the right origin gets the token.
 * @param options - Token, origin, and what to do.
 * @throws InputError for an origin that is not one exact https address.
 * @see https://docs.returning.ai/iframe/auth-token
 * @example
 * ```ts
 * import { embedToken, hostWidget } from '@returning-kit/webhooks/widgets'
 *
 * export function show(frame: HTMLIFrameElement) {
 *   const token = async () => embedToken(await (await fetch('/widget-token')).text())
 *   return hostWidget(frame, { token, onHeight: (height) => (frame.style.height = `${height}px`) })
 * }
 * ```
 */
export function hostWidget(frame: HTMLIFrameElement, options: HostOptions): HostedWidget {
  const { token, widgetId, onReady, onHeight, onError, onUnknown } = options
  const origin = checkOrigin(options.origin ?? 'https://prod-widgets.returning.ai')
  let open = true
  // The browser drops the message when the frame shows another origin by now.
  const post = (message: object) => open && frame.contentWindow?.postMessage(message, origin)
  const handOver = async () => {
    try {
      const value = typeof token === 'string' ? token : await token()
      // Of the two guides one names the member `value`, the other `token`.
      post({ type: 'RETURNINGAI_WIDGET_TOKEN', value, token: value, widgetId })
    } catch (error) {
      onError?.(error)
    }
  }
  const stop = listenTo(
    () => frame.contentWindow,
    origin,
    (data) => {
      const type = typeof data === 'string' ? data : (data as { type?: unknown } | null)?.type
      if (type === 'RETURNINGAI_WIDGET_REQUEST_TOKEN') return void handOver()
      if (type === 'WIDGET_READY') return onReady?.()
      if (type === 'WIDGET_ERROR') return onError?.(data)
      const height = type === 'WIDGET_HEIGHT_UPDATE' ? heightOf(data) : undefined
      return height === undefined ? onUnknown?.(data) : onHeight?.(height)
    },
  )
  return {
    refresh: (fresh) => void post({ type: 'RETURNINGAI_WIDGET_REFRESH', token: fresh, widgetId }),
    close() {
      open = false
      stop()
    },
  }
}
