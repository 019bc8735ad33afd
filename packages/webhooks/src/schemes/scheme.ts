import type { Encryption } from './encrypted.ts'
import type { Signing } from './signed.ts'

/** What an authentic delivery holds. */
export interface VerifiedDelivery {
  /** The plain body, if it is JSON. */
  readonly json: { readonly value: unknown } | undefined
  /** What no other delivery of the scheme has. */
  readonly id: string
  /** When it was sent, in milliseconds since the epoch, if the scheme vouches for that. */
  readonly timestamp?: number | undefined
}

/** How deliveries are made authentic: `encrypted(...)` or `signed(...)`. */
export interface Scheme {
  /** Media type of a body, in lower case and without parameters. */
  readonly contentType: string
  /** Whether a body could be changed by somebody without the key. */
  readonly malleable: boolean
  /** Makes sure that a delivery is authentic; undefined when it is not. Never throws for what it is given. */
  open(headers: Headers, body: Uint8Array): Promise<VerifiedDelivery | undefined>
  /** What it was made of, for `testEvent`. A function, so that printing a scheme shows no key. */
  settings(): { readonly encryption?: Encryption; readonly signing?: Signing }
}
