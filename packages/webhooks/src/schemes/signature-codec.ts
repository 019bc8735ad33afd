import { concat, fromBase64, toBase64, toBytes } from './bytes.ts'

/** What the headers of a signed delivery say. */
export interface Signed {
  /** Id of the delivery, if it is signed with it. */
  readonly id?: string | undefined
  /** When it was sent, in milliseconds since the epoch, if it is signed with that. */
  readonly timestamp?: number | undefined
  /** HMAC-SHA-256 of the content; several while one key replaces another. */
  readonly signatures: readonly Uint8Array[]
}

/** What a signature covers beside the body. */
export type SignedParts = Pick<Signed, 'id' | 'timestamp'>

/** How a delivery is signed. Whether Returning.AI signs any is not public. */
export interface SignatureCodec {
  readonly name: string
  /** Reads the headers; undefined for what `write` would not have written. */
  read(headers: Headers): Signed | undefined
  /** The bytes that are signed. */
  content(parts: SignedParts, body: Uint8Array): Uint8Array
  /** Writes the headers. */
  write(signed: Signed): Record<string, string>
}

// More than one key is in use at most while it is replaced; a longer list is an attempt to make us work.
const mostSignatures = 8

/** The default, an assumption: the headers of Standard Webhooks. @see https://www.standardwebhooks.com */
export const standardWebhooks: SignatureCodec = {
  name: 'standard-webhooks',
  read(headers) {
    const id = headers.get('webhook-id') ?? ''
    const seconds = headers.get('webhook-timestamp') ?? ''
    const listed = (headers.get('webhook-signature') ?? '')
      .split(' ')
      .filter((text) => text.startsWith('v1,'))
    const signatures = listed.map((text) => fromBase64(text.slice(3)) ?? new Uint8Array())
    // A point in the id would let two deliveries have one content.
    const legal = /^[\w-]{1,128}$/.test(id) && /^[1-9]\d{0,11}$/.test(seconds) && listed.length > 0
    if (!legal || listed.length > mostSignatures || signatures.some(({ length }) => length !== 32))
      return undefined
    return { id, timestamp: Number(seconds) * 1000, signatures }
  },
  content: ({ id = '', timestamp = 0 }, body) =>
    concat(toBytes(`${id}.${timestamp / 1000}.`), body),
  write: ({ id = '', timestamp = 0, signatures }) => ({
    'webhook-id': id,
    'webhook-timestamp': String(timestamp / 1000),
    'webhook-signature': signatures.map((signature) => `v1,${toBase64(signature)}`).join(' '),
  }),
}
