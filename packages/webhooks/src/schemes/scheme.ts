/** Content of an authentic delivery. */
export interface VerifiedDelivery {
  /** The parsed plain body. Undefined if it is not JSON. */
  readonly json: { readonly value: unknown } | undefined
  /** Unique among the deliveries of the scheme. */
  readonly id: string
  /** Authenticated time of sending, in milliseconds since the epoch, if the scheme has one. */
  readonly timestamp?: number | undefined
}

/** What a signature covers in addition to the body. */
export interface SignedParts {
  /** Id of the delivery, if it is signed. */
  readonly id?: string | undefined
  /** Time of sending, in milliseconds since the epoch, if it is signed. */
  readonly timestamp?: number | undefined
}

/** Headers and body of a delivery that a scheme can open. */
export interface SealedDelivery {
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

/** Authenticates deliveries: `encrypted(...)` or `signed(...)`. Printing a scheme shows no key. */
export interface Scheme {
  /** Media type of a body, in lower case and without parameters. */
  readonly contentType: string
  /** Whether a body can be changed without the key. */
  readonly malleable: boolean
  /**
   * Authenticates a delivery. Returns undefined if it is not authentic, and never throws for it.
   */
  open(headers: Headers, body: Uint8Array): Promise<VerifiedDelivery | undefined>
  /** Makes a delivery that `open` accepts: encrypted with the first key, signed with every key. */
  seal(body: Uint8Array, parts: SignedParts): Promise<SealedDelivery>
}
