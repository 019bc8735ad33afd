// The compiler does not know them yet. @see https://tc39.es/proposal-json-parse-with-source/
type Reviver = (
  key: string,
  value: unknown,
  context: { readonly source?: string } | undefined,
) => unknown

const json = JSON as unknown as {
  readonly parse: (text: string, reviver?: Reviver) => unknown
  readonly rawJSON?: (text: string) => unknown
}

/**
 * Throws if the engine cannot read and write integers of JSON beyond 2^53; `createClient` of code
 * that is generated with `int64: 'bigint'` calls it.
 */
export function assertExactIntegers(): void {
  if (json.rawJSON !== undefined) return
  throw new Error(
    "This code was generated with int64: 'bigint', which needs JSON.rawJSON. This engine does not have it. Use Node 22, Chrome 114, Firefox 135, Safari 18.4 or later, or generate the code with int64: 'number'.",
  )
}

const unsafeInteger = /\d{16}/

/** Whether a JSON text may have an integer that a number cannot hold. */
export const mayBeUnsafe = (text: string): boolean => unsafeInteger.test(text)

/** Parses JSON. Each integer that a number cannot hold becomes a bigint. */
export function parseExact(text: string): unknown {
  return json.parse(text, (_key, value, context) => {
    if (typeof value !== 'number' || Number.isSafeInteger(value)) return value
    const { source = '' } = context ?? {}
    return /^-?\d+$/.test(source) ? BigInt(source) : value
  })
}

/** A bigint that JSON.stringify writes as an integer. */
export class JsonInteger {
  readonly #value: bigint

  constructor(value: bigint) {
    this.#value = value
  }

  toJSON(): unknown {
    return json.rawJSON?.(`${this.#value}`)
  }
}
