import { InputError } from '@returning-kit/runtime'
import { isSecureUrl } from '../secure-url.ts'

/**
 * Returns the origin. Throws InputError unless it is a single exact origin that may get a token.
 */
export function checkOrigin(origin: string): string {
  const url = URL.canParse(origin) ? new URL(origin) : undefined
  if (url && isSecureUrl(url) && url.origin === origin && !origin.includes('*')) return origin
  throw new InputError(
    'origin',
    'The origin must be an https URL without a path, such as https://prod-widgets.returning.ai.',
  )
}

/**
 * Listens to the messages of one window while it shows one origin, and ignores all others. Returns
 * a function that stops listening.
 */
export function listenTo(
  sender: () => unknown,
  origin: string,
  onMessage: (data: unknown) => void,
): () => void {
  const listener = (event: MessageEvent<unknown>) => {
    if (event.origin === origin && event.source !== null && event.source === sender()) {
      onMessage(event.data)
    }
  }
  addEventListener('message', listener)
  return () => removeEventListener('message', listener)
}
