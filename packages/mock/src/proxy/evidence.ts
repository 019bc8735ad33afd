import type { Exchange, ExchangeRecorder } from '@returning-kit/runtime/recording'
import type { Document } from '../contract/document.ts'
import type { ProxiedExchange } from './real-server.ts'

/** Returns a line of evidence for an exchange. */
export type EvidenceWriter = (exchange: ProxiedExchange) => Promise<string>

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
  return async ({ url, request, response }) => {
    recorder ??= load()
    const evidence = (await recorder).toEvidence({
      method: request.method,
      url,
      status: response.status,
      request: toMessage(request),
      response: toMessage(response),
    })
    return JSON.stringify(evidence)
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
