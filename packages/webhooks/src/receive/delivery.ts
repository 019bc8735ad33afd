import { InputError } from '@returning-kit/runtime'
import { type Bytes, concat } from '../schemes/bytes.ts'
import { WebhookError } from '../webhook-error.ts'

/** What arrived: a `Request`, or its headers and its body as bytes. */
export interface Delivery {
  readonly headers: Headers | Readonly<Record<string, string | readonly string[] | undefined>>
  readonly body: ReadableStream<Uint8Array> | Uint8Array | null
  /** Set by a `Request` whose body somebody has read already. */
  readonly bodyUsed?: boolean
}

/** The headers of a delivery, however it came. */
export function headersOf({ headers }: Delivery): Headers {
  if (typeof headers['get'] === 'function') return headers as Headers
  const pairs = Object.entries(headers as Readonly<Record<string, string | string[] | undefined>>)
  return new Headers(
    pairs.flatMap(([name, value]) =>
      value === undefined ? [] : [[name, [value].flat().join(', ')]],
    ),
  )
}

function tooLong(): WebhookError {
  return new WebhookError('size', 413, 'The body is longer than `maxBytes` allows.')
}

async function readStream(stream: ReadableStream<Uint8Array>, most: number): Promise<Bytes> {
  const reader = stream.getReader()
  const chunks: Uint8Array[] = []
  let size = 0
  for (;;) {
    const { done, value } = await reader.read().catch(() => {
      throw new WebhookError('broken', 400, 'The body broke off before its end.')
    })
    if (done) return concat(...chunks)
    size += value.length
    if (size > most) {
      reader.cancel().catch(() => {})
      throw tooLong()
    }
    chunks.push(value)
  }
}

/** Reads a body of at most `most` bytes. Throws WebhookError for a longer one, as soon as that is known. */
export async function readBody(
  { body, bodyUsed }: Delivery,
  headers: Headers,
  most: number,
): Promise<Uint8Array> {
  if (Number(headers.get('content-length')) > most) throw tooLong()
  if (!body) return new Uint8Array()
  if (body instanceof Uint8Array) {
    if (body.length > most) throw tooLong()
    return body
  }
  if (!bodyUsed && !body.locked) return readStream(body, most)
  throw new InputError(
    'body',
    'The body was read already; hand the delivery over before anything parses it.',
  )
}
