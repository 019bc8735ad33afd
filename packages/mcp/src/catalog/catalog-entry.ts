/** One operation of the contract, as an agent finds it. */
export interface CatalogEntry {
  readonly id: string
  readonly tag?: string
  readonly method: string
  readonly path: string
  readonly summary?: string
  readonly description?: string
  /** Whether a call changes nothing on the server. */
  readonly isSafe: boolean
  /** Whether the caller may select fields with the input property `fields`. */
  readonly hasFields: boolean
  /** The permission that the credential needs. */
  readonly permission?: string
  /** How well the operation is known: `documented`, `observed`, `partial` or `provisional`. */
  readonly provenance?: string
  readonly isPaged: boolean
  readonly isDeprecated: boolean
  /** JSON pointers in the payload to sensitive values; `*` stands for any item or member. */
  readonly sensitive?: readonly string[]
}

/** An option of the client that holds a credential. */
export interface CredentialEntry {
  readonly option: string
  readonly description?: string
}
