import type { Client } from '../client/client.ts'
import { ResponseError } from '../errors/response-error.ts'
import type { Input, Operation } from '../operation/operation.ts'
import type { AnyResult } from '../response/result.ts'
import type { CallOptions } from '../transport/context.ts'
import { execute } from './execute.ts'

/**
 * A call that starts when it is awaited: `await` returns its result, `.orThrow()` its payload. The request is sent once,
 * however often the call is awaited.
 */
export class Call<Result, Data> implements PromiseLike<Result> {
  readonly #start: () => Promise<AnyResult>
  readonly #operation: string
  #result: Promise<AnyResult> | undefined

  constructor(operation: string, start: () => Promise<AnyResult>) {
    this.#operation = operation
    this.#start = start
  }

  #run(): Promise<AnyResult> {
    this.#result ??= this.#start()
    return this.#result
  }

  // biome-ignore lint/suspicious/noThenProperty: being awaitable is what this class is for
  then<A = Result, B = never>(
    onFulfilled?: ((result: Result) => A | PromiseLike<A>) | null,
    onRejected?: ((error: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return (this.#run() as Promise<Result>).then(onFulfilled, onRejected)
  }

  /** Starts the call; `onRejected` receives the typed error of a call without a result. */
  catch<B = never>(
    onRejected?: ((error: unknown) => B | PromiseLike<B>) | null,
  ): Promise<Result | B> {
    return this.then(undefined, onRejected)
  }

  /** Starts the call and runs `onFinally` when it has ended. */
  finally(onFinally?: (() => void) | null): Promise<Result> {
    return this.then().finally(onFinally)
  }

  /** Starts the call and returns its payload. Throws ResponseError for a failed result. */
  async orThrow(): Promise<Data> {
    const result = await this.#run()
    if (result.ok) return result.data as Data
    throw new ResponseError(result, { operation: this.#operation })
  }
}

/** Returns a call of an operation; generated functions wrap it and declare its type. */
export function call<C extends Call<unknown, unknown>>(
  client: Client,
  operation: Operation,
  input?: object,
  options?: CallOptions,
): C {
  return new Call(operation.id, () => execute(client, operation, input as Input, options)) as C
}
