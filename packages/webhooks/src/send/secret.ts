const texts = new WeakMap<Secret, string>()

/** A secret that is not a text: what takes texts cannot be given it, and printing it shows nothing. */
export class Secret {
  constructor(text: string) {
    texts.set(this, text)
  }

  toString(): string {
    return '[secret]'
  }

  toJSON(): string {
    return '[secret]'
  }
}

/**
 * Wraps a secret where it is read, so that the types keep it out of pages and logs from there on.
 *
 * @param text - The secret.
 * @example
 * ```ts
 * console.log(`${secret('fake-access-key')}`)
 * ```
 */
export function secret(text: string): Secret {
  return new Secret(text)
}

/** The text of a secret, for the one place that sends it. */
export function exposeSecret(wrapped: Secret): string {
  return texts.get(wrapped) ?? ''
}
