import type { Client } from '../client/client.ts'
import { CallPromise, thenAtCallSite } from '../errors/call-site.ts'
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
    const result = this.#run() as Promise<Result>
    return thenAtCallSite<Result, A, B>(result, onFulfilled, onRejected, this.then)
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
  orThrow(): Promise<Data> {
    const operation = this.#operation
    return new CallPromise((resolve, reject) => {
      this.#run().then(
        (result) =>
          result.ok
            ? resolve(result.data as Data)
            : reject(new ResponseError(result, { operation })),
        reject,
      )
    })
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
