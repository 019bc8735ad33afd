import { rejectInput } from '../errors/input-error.ts'
import type { ClientContext } from '../transport/context.ts'

/** Key of a client's context. It is a symbol, so that printing a client shows nothing of the context. */
export const contextKey: unique symbol = Symbol.for('@returning-kit/runtime/client') as never

/** Internals may differ between major versions. A test compares this with package.json. */
export const major = '0'

/** A client. Pass it to the functions of its contract. */
export interface Client {
  /** A function, so that nothing of the context is printed. */
  readonly [contextKey]: () => ClientContext
}

/** A client with the options of its contract. */
export interface ContractClient<Options> extends Client {
  /**
   * Returns a client with further options. Where they replace nothing, it shares the credentials, the cached tokens and
   * the retry budget of this one.
   */
  extend(options: Options): ContractClient<Options>
}

/** Returns the context of a client. Throws InputError for any other value, and for a client of another major version. */
export function contextOf(client: Client, operation: string): ClientContext {
  const reject = rejectInput('client', operation)
  if (!isClient(client)) reject('is not a client; make one with createClient()')
  const context = client[contextKey]()
  // Sharing internals between major versions would fail later, and without a reason.
  return context.major === major
    ? context
    : reject('is from another major version of @returning-kit/runtime; install one version')
}

/** Returns whether a value is a client, also of another major version of this package; calls reject that one. */
export function isClient(value: unknown): value is Client {
  return contextKey in Object(value)
}
