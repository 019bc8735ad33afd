import { ResponseError } from '../errors/response-error.ts'
import type { Input, Operation } from '../operation/operation.ts'
import type { AnyResult } from '../response/result.ts'
import type { CallOptions, Client } from '../transport/context.ts'
import { execute } from './execute.ts'

/**
 * A call that starts when it is awaited: `await` gives the outcome, `.orThrow()` the payload. Awaited twice, it is
 * made once.
 */
export class Call<Outcome, Data> implements PromiseLike<Outcome> {
  readonly #start: () => Promise<AnyResult>
  readonly #operation: string
  #running: Promise<AnyResult> | undefined

  constructor(operation: string, start: () => Promise<AnyResult>) {
    this.#operation = operation
    this.#start = start
  }

  #run(): Promise<AnyResult> {
    this.#running ??= this.#start()
    return this.#running
  }

  // biome-ignore lint/suspicious/noThenProperty: being awaitable is what this class is for
  then<A = Outcome, B = never>(
    onFulfilled?: ((outcome: Outcome) => A | PromiseLike<A>) | null,
    onRejected?: ((error: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return (this.#run() as Promise<Outcome>).then(onFulfilled, onRejected)
  }

  /** Makes the call; `onRejected` gets the typed error of a call that never became an outcome. */
  catch<B = never>(
    onRejected?: ((error: unknown) => B | PromiseLike<B>) | null,
  ): Promise<Outcome | B> {
    return this.then(undefined, onRejected)
  }

  /** Makes the call and runs `onFinally` when it has ended. */
  finally(onFinally?: (() => void) | null): Promise<Outcome> {
    return this.then().finally(onFinally)
  }

  /** Makes the call and gives its payload. Throws ResponseError for a failed outcome. */
  async orThrow(): Promise<Data> {
    const outcome = await this.#run()
    if (outcome.ok) return outcome.data as Data
    throw new ResponseError(outcome, { operation: this.#operation })
  }
}

/** Makes a call of an operation; generated functions are one line over this. */
export function call<Outcome, Data>(
  client: Client,
  operation: Operation,
  input?: object,
  options?: CallOptions,
): Call<Outcome, Data> {
  return new Call(operation.id, () => execute(client, operation, input as Input, options))
}
