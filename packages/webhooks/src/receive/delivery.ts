import { type Clock, InputError } from '@returning-kit/runtime'
import { type Bytes, concat } from '../schemes/bytes.ts'
import { WebhookError } from '../webhook-error.ts'

/** A received request: a `Request`, or its headers and its body as bytes. */
export interface Delivery {
  readonly headers: Headers | Readonly<Record<string, string | readonly string[] | undefined>>
  readonly body: ReadableStream<Uint8Array> | Uint8Array | null
  /** True for a `Request` whose body was already read. */
  readonly bodyUsed?: boolean
}

// Not `instanceof`: test runners have classes of their own.
function isStream(body: Delivery['body']): body is ReadableStream<Uint8Array> {
  return typeof (body as ReadableStream | null)?.getReader === 'function'
}

/** Limits of a body. */
export interface BodyLimits {
  readonly maxBytes: number
  /** Time in which the body must arrive, in milliseconds. */
  readonly bodyTimeout: number
  readonly clock: Pick<Clock, 'schedule'>
}

/** Returns the headers of a delivery as `Headers`. */
export function headersOf({ headers }: Delivery): Headers {
  if (typeof headers['get'] === 'function') return headers as Headers
  const entries = Object.entries(headers as Readonly<Record<string, string | string[] | undefined>>)
  return new Headers(
    entries.flatMap(([name, value]): [string, string][] =>
      // HTTP/2 passes the method and the path as headers whose names `Headers` rejects.
      value === undefined || name.startsWith(':') ? [] : [[name, [value].flat().join(', ')]],
    ),
  )
}

function bodyTooLarge(): WebhookError {
  return new WebhookError('size', 413, 'The body exceeds `maxBytes`.')
}

async function readStream(
  stream: ReadableStream<Uint8Array>,
  { maxBytes, bodyTimeout, clock }: BodyLimits,
): Promise<Bytes> {
  const reader = stream.getReader()
  const cancel = () => reader.cancel().catch(() => {})
  let isLate = false
  const stopTimer = clock.schedule(() => {
    isLate = true
    cancel()
  }, bodyTimeout)
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for (;;) {
      const { done, value } = await reader.read().catch(() => {
        throw new WebhookError('broken', 400, 'The body is incomplete or not valid gzip.')
      })
      if (isLate) throw new WebhookError('slow', 408, 'The body did not arrive in time.')
      if (done) return concat(...chunks)
      size += value.length
      if (size > maxBytes) {
        cancel()
        throw bodyTooLarge()
      }
      chunks.push(value)
    }
  } finally {
    stopTimer()
  }
}

/** Reads a body. Throws WebhookError as soon as it is known to exceed a limit. */
export async function readBody(
  { body, bodyUsed }: Delivery,
  headers: Headers,
  limits: BodyLimits,
): Promise<Uint8Array> {
  if (Number(headers.get('content-length')) > limits.maxBytes) throw bodyTooLarge()
  if (bodyUsed || (isStream(body) && body.locked)) {
    throw new InputError(
      'body',
      'The body was already read. Pass the delivery on before a parser reads its body.',
    )
  }
  if (body === null) return new Uint8Array()
  if (isStream(body)) return readStream(body, limits)
  if (!(body instanceof Uint8Array)) {
    throw new InputError(
      'body',
      'The body must be bytes or a stream. A parsed body cannot be verified: pass the bytes as received. For a request of Node, use `forNode`.',
    )
  }
  if (body.length > limits.maxBytes) throw bodyTooLarge()
  return body
}

/** Decompresses a body. Throws WebhookError for a body that is not gzip, or larger than allowed. */
export function gunzip(body: Uint8Array, limits: BodyLimits): Promise<Uint8Array> {
  const compressed = new Blob([new Uint8Array(body)]).stream()
  return readStream(compressed.pipeThrough(new DecompressionStream('gzip')), limits)
}

/** Discards a body that will not be read, so that its sender can finish and read the response. */
export function discardBody({ body }: Delivery): void {
  if (isStream(body) && !body.locked) body.cancel().catch(() => {})
}
