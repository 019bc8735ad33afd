import type { StreamObserver } from '@returning-kit/runtime'
import type { Exchange, ExchangeRecorder } from '@returning-kit/runtime/recording'
import type { Document } from '../contract/document.ts'
import type { ProxiedExchange } from './real-server.ts'

/** An exchange, and what receives its line of evidence. */
export interface ExchangeToRecord extends ProxiedExchange {
  readonly write: (line: string) => void
}

/** Writes a line of evidence. Of a stream it resolves to what observes it, and writes the line at its end. */
export type EvidenceWriter = (exchange: ExchangeToRecord) => Promise<StreamObserver | undefined>

/**
 * Returns a function that turns an exchange with the real server into a line of evidence, which has
 * the shapes of its values without the values. The form is that of `recordExchanges`.
 */
export function createEvidenceWriter(document: Document, serverUrl: string): EvidenceWriter {
  // Only a mock that records needs the recorder.
  const load = async () => {
    const { ExchangeRecorder } = await import('@returning-kit/runtime/recording')
    return new ExchangeRecorder({ document, baseUrls: [serverUrl] })
  }
  let recorder: Promise<ExchangeRecorder> | undefined
  return async ({ url, request, response, write }) => {
    recorder ??= load()
    const exchange = {
      method: request.method,
      url,
      status: response.status,
      request: toMessage(request),
      response: toMessage(response),
    }
    const loaded = await recorder
    if (!response.stream) {
      write(JSON.stringify(loaded.toEvidence(exchange)))
      return undefined
    }
    const recording = loaded.recordStream(exchange)
    return {
      onPart: (part) => recording.push(part),
      onEnd: (isComplete) => write(JSON.stringify(recording.end(isComplete))),
    }
  }
}

interface ReceivedMessage {
  readonly headers: Readonly<Record<string, string>>
  readonly bytes?: Uint8Array
}

function toMessage({ headers, bytes }: ReceivedMessage): Exchange['request'] {
  const hasBody = bytes !== undefined && bytes.length > 0
  return {
    headers: Object.entries(headers),
    ...(hasBody && { body: { text: new TextDecoder().decode(bytes) } }),
  }
}
