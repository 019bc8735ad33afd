import type { EmbedToken } from './embed-token.ts'
import { checkOrigin, listenTo } from './window-messages.ts'

/** Options of {@link hostWidget}. */
export interface HostOptions {
  /**
   * The token, or a function that requests it from your server. It is sent to the widget's origin
   * only.
   */
  token: EmbedToken | (() => EmbedToken | Promise<EmbedToken>)
  /** Origin of the widget. @default 'https://prod-widgets.returning.ai' */
  origin?: string
  /** Sent together with the token. */
  widgetId?: string
  /** Called when the widget is shown. Not documented, but used in public code. */
  onReady?: () => void
  /**
   * Called with the height that the widget needs, in CSS pixels. Not documented, but used in public
   * code.
   */
  onHeight?: (height: number) => void
  /**
   * Called when the widget or `token` fails. The former is not documented, but used in public code.
   */
  onError?: (error: unknown) => void
  /** Called with a message of an unknown type. */
  onUnknown?: (data: unknown) => void
}

/** A hosted widget. */
export interface HostedWidget {
  /** Sends a new token, before the current one expires. */
  refresh(token: EmbedToken): void
  /** Stops listening. */
  close(): void
}

// Higher than any page. A greater height is an error of the widget.
const maxHeight = 100_000

function heightOf(data: unknown): number | undefined {
  const { payload } = data as { payload?: { height?: unknown } | null }
  const height = payload?.height
  return typeof height === 'number' && height >= 0 && height <= maxHeight ? height : undefined
}

/**
 * Hosts a widget in a frame: sends the token when the widget requests it, and passes on the
 * messages of the widget. Ignores messages of other windows and origins.
 *
 * @param frame - The frame of the widget. It gets the token only while it shows the right origin.
 * @param options - Token, origin and callbacks.
 * @throws InputError for an origin that is not an exact https origin.
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
  // The browser drops the message if the frame shows another origin.
  const post = (message: object) => open && frame.contentWindow?.postMessage(message, origin)
  const sendToken = async () => {
    try {
      const value = typeof token === 'string' ? token : await token()
      // One guide calls the property `value`, the other `token`.
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
      if (type === 'RETURNINGAI_WIDGET_REQUEST_TOKEN') return void sendToken()
      if (type === 'WIDGET_READY') return onReady?.()
      if (type === 'WIDGET_ERROR') return onError?.(data)
      const height = type === 'WIDGET_HEIGHT_UPDATE' ? heightOf(data) : undefined
      return height === undefined ? onUnknown?.(data) : onHeight?.(height)
    },
  )
  return {
    refresh: (newToken) =>
      void post({ type: 'RETURNINGAI_WIDGET_REFRESH', token: newToken, widgetId }),
    close() {
      open = false
      stop()
    },
  }
}
