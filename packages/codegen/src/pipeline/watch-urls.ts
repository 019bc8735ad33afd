import { readChanged, type TaggedText, type UrlAccess } from '../load/read-url.ts'

/** A document at a URL, and how it is read. */
export interface WatchedUrl {
  readonly url: string
  readonly access: UrlAccess
  /** The text that code was generated from; undefined where it could not be read. */
  readonly known: TaggedText | undefined
}

export interface WatchUrlOptions {
  /** Milliseconds between the requests for a document. */
  readonly interval: number
  /** Called once, when a document has changed. */
  readonly onChange: () => void
  /** Receives the first error of requests in a row. They go on. */
  readonly onError: (error: Error) => void
  /** Runs a task after `ms` milliseconds; the returned function cancels it. @default setTimeout */
  readonly schedule?: (task: () => void, ms: number) => () => void
}

function scheduleTimer(task: () => void, ms: number): () => void {
  const timer = setTimeout(task, ms)
  return () => clearTimeout(timer)
}

/**
 * Reads documents at URLs after each interval, until one has changed. A server with ETags is asked
 * only whether it has. Returns a function that stops.
 */
export function watchUrls(documents: readonly WatchedUrl[], options: WatchUrlOptions): () => void {
  const { interval, onChange, onError, schedule = scheduleTimer } = options
  const texts = new Map(documents.map(({ url, known }) => [url, known]))
  let isFailing = false
  let isStopped = false
  let cancel = (): void => {}
  const hasChanged = async ({ url, access }: WatchedUrl): Promise<boolean> => {
    const before = texts.get(url)
    const text = await readChanged(url, access, before)
    texts.set(url, text)
    return before?.body !== text.body
  }
  const poll = async (): Promise<void> => {
    try {
      const changed = await Promise.all(documents.map(hasChanged))
      isFailing = false
      if (isStopped) return
      if (changed.includes(true)) {
        onChange()
        return
      }
    } catch (error) {
      if (isStopped) return
      if (!isFailing) onError(error as Error)
      isFailing = true
    }
    start()
  }
  const start = (): void => {
    cancel = schedule(() => void poll(), interval)
  }
  if (documents.length > 0) start()
  return () => {
    isStopped = true
    cancel()
  }
}
