const values = new WeakMap<Secret, string>()

/**
 * A secret that is not a string: it cannot be passed as a string, and printing it shows nothing.
 */
export class Secret {
  constructor(value: string) {
    values.set(this, value)
  }

  toString(): string {
    return '[secret]'
  }

  toJSON(): string {
    return '[secret]'
  }
}

/**
 * Wraps a secret where it is read, so that its type keeps it out of pages and logs.
 *
 * @param value - The secret.
 * @example
 * ```ts
 * console.log(`${secret('fake-access-key')}`)
 * ```
 */
export function secret(value: string): Secret {
  return new Secret(value)
}

/** Returns the value of a secret. Only the code that sends it may call this. */
export function exposeSecret(wrapped: Secret): string {
  return values.get(wrapped) ?? ''
}
