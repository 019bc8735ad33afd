import { InputError } from '@returning-kit/runtime'
import { type Bytes, concat } from '../schemes/bytes.ts'
import { WebhookError } from '../webhook-error.ts'

/** A received request: a `Request`, or its headers and its body as bytes. */
export interface Delivery {
  readonly headers: Headers | Readonly<Record<string, string | readonly string[] | undefined>>
  readonly body: ReadableStream<Uint8Array> | Uint8Array | null
  /** True for a `Request` whose body was already read. */
  readonly bodyUsed?: boolean
}

/** Returns the headers of a delivery as `Headers`. */
export function headersOf({ headers }: Delivery): Headers {
  if (typeof headers['get'] === 'function') return headers as Headers
  const entries = Object.entries(headers as Readonly<Record<string, string | string[] | undefined>>)
  return new Headers(
    entries.flatMap(([name, value]) =>
      value === undefined ? [] : [[name, [value].flat().join(', ')]],
    ),
  )
}

function bodyTooLarge(): WebhookError {
  return new WebhookError('size', 413, 'The body exceeds `maxBytes`.')
}

async function readStream(stream: ReadableStream<Uint8Array>, maxBytes: number): Promise<Bytes> {
  const reader = stream.getReader()
  const chunks: Uint8Array[] = []
  let size = 0
  for (;;) {
    const { done, value } = await reader.read().catch(() => {
      throw new WebhookError('broken', 400, 'The body is incomplete.')
    })
    if (done) return concat(...chunks)
    size += value.length
    if (size > maxBytes) {
      reader.cancel().catch(() => {})
      throw bodyTooLarge()
    }
    chunks.push(value)
  }
}

/** Reads a body. Throws WebhookError as soon as it is known to exceed `maxBytes`. */
export async function readBody(
  { body, bodyUsed }: Delivery,
  headers: Headers,
  maxBytes: number,
): Promise<Uint8Array> {
  if (Number(headers.get('content-length')) > maxBytes) throw bodyTooLarge()
  if (!body) return new Uint8Array()
  if (body instanceof Uint8Array) {
    if (body.length > maxBytes) throw bodyTooLarge()
    return body
  }
  if (!bodyUsed && !body.locked) return readStream(body, maxBytes)
  throw new InputError(
    'body',
    'The body was already read. Pass the delivery on before a parser reads its body.',
  )
}
