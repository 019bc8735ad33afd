import { pipeline, Readable, type Transform } from 'node:stream'
import {
  constants,
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createInflateRaw,
} from 'node:zlib'

type Bytes = Uint8Array<ArrayBuffer>

// As lenient as Node's fetch: some services do not end what they compress.
const zlib = { flush: constants.Z_SYNC_FLUSH, finishFlush: constants.Z_SYNC_FLUSH }
const brotli = {
  flush: constants.BROTLI_OPERATION_FLUSH,
  finishFlush: constants.BROTLI_OPERATION_FLUSH,
}

type CreateDecoder = (first: Bytes) => Transform

const gunzip: CreateDecoder = () => createGunzip(zlib)

const decoders = new Map<string, CreateDecoder>([
  ['gzip', gunzip],
  ['x-gzip', gunzip],
  ['br', () => createBrotliDecompress(brotli)],
  // Some services send deflate without the header of zlib.
  ['deflate', ([byte = 0]) => ((byte & 0x0f) === 8 ? createInflate(zlib) : createInflateRaw(zlib))],
])

// As in Node's fetch: more would only be meant to exhaust the memory.
const maxCodings = 5

async function* decoded(
  encoded: AsyncIterable<Bytes>,
  createDecoder: CreateDecoder,
): AsyncGenerator<Bytes, void> {
  const chunks = encoded[Symbol.asyncIterator]()
  const first = await chunks.next()
  // A decoder rejects an empty body.
  if (first.done) return
  async function* all() {
    yield first.value
    yield* { [Symbol.asyncIterator]: () => chunks }
  }
  // An error of the body ends the decoder, whose reader receives it.
  yield* pipeline(all, createDecoder(first.value), () => {})
}

/**
 * Returns a body without the content codings of the Content-Encoding header: `gzip`, `deflate`, `br`, also several of
 * them. With any other coding the body is returned as it is.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-8.4
 */
export function decodeContent(
  body: ReadableStream<Bytes>,
  encoding: string,
): ReadableStream<Bytes> {
  // The last coding was applied last.
  const codings = encoding.toLowerCase().split(',').reverse()
  const found = codings.flatMap((coding) => decoders.get(coding.trim()) ?? [])
  if (found.length < codings.length || codings.length > maxCodings) return body
  const content = found.reduce<AsyncIterable<Bytes>>(decoded, body)
  return Readable.toWeb(Readable.from(content)) as ReadableStream<Bytes>
}
