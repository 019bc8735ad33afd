import type { Client } from '../client/client.ts'
import { atCallSite, type CallSite, callSite } from '../errors/call-site.ts'
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
  readonly #site: CallSite
  #result: Promise<AnyResult> | undefined

  /** @param site - Where the call is made, for the stack of its errors. */
  constructor(operation: string, site: CallSite, start: () => Promise<AnyResult>) {
    this.#operation = operation
    this.#site = site
    this.#start = start
  }

  #run(): Promise<AnyResult> {
    this.#result ??= this.#start().catch((error: unknown) => {
      throw atCallSite(error, this.#site)
    })
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
    throw atCallSite(new ResponseError(result, { operation: this.#operation }), this.#site)
  }
}

/** Returns a call of an operation; generated functions wrap it. */
export function call<Result, Data>(
  client: Client,
  operation: Operation,
  input?: object,
  options?: CallOptions,
): Call<Result, Data> {
  return new Call(operation.id, callSite(call), () =>
    execute(client, operation, input as Input, options),
  )
}
