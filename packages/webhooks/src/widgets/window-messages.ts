import { InputError } from '@returning-kit/runtime'
import { isSecure } from '../secure-url.ts'

/** Throws InputError for what is not one exact origin that a token may go to. */
export function checkOrigin(origin: string): string {
  const url = URL.canParse(origin) ? new URL(origin) : undefined
  if (url && isSecure(url) && url.origin === origin && !origin.includes('*')) return origin
  throw new InputError(
    'origin',
    'An origin is one https address without a path, such as https://prod-widgets.returning.ai.',
  )
}

/**
 * Hears the messages of one window while it shows one origin; all others are passed over. Gives the function that
 * stops it.
 */
export function listenTo(
  sender: () => unknown,
  origin: string,
  hear: (data: unknown) => void,
): () => void {
  const listener = (event: MessageEvent<unknown>) => {
    if (event.origin === origin && event.source !== null && event.source === sender())
      hear(event.data)
  }
  addEventListener('message', listener)
  return () => removeEventListener('message', listener)
}
