import type { Client } from '../client/client.ts'
import { CallPromise, thenAtCallSite } from '../errors/call-site.ts'
import { ResponseError } from '../errors/response-error.ts'
import type { Input, Operation } from '../operation/operation.ts'
import type { AnyResult } from '../response/result.ts'
import type { CallOptions } from '../transport/context.ts'
import { execute } from './execute.ts'

/** What a repeated call has besides the input and the options of the first. */
export interface CallChanges {
  /** Input properties. */
  readonly input?: object
  /** Options, such as a signal. */
  readonly options?: CallOptions
}

type Start = (input: Input, options: CallOptions) => Promise<AnyResult>

/**
 * A call that starts when it is awaited: `await` returns its result, `.orThrow()` its payload. The request is sent once,
 * however often the call is awaited.
 */
export class Call<Result, Data> implements PromiseLike<Result> {
  /** Id of the operation. */
  readonly operation: string
  readonly #start: Start
  readonly #input: object
  readonly #options: CallOptions
  #result: Promise<AnyResult> | undefined

  constructor(operation: string, start: Start, input: object = {}, options: CallOptions = {}) {
    this.operation = operation
    this.#start = start
    this.#input = input
    this.#options = options
  }

  /** Input of the operation. */
  get input(): object {
    return this.#input
  }

  /** Returns a new call of the same operation, which starts when it is awaited. */
  repeat({ input, options }: CallChanges = {}): Call<Result, Data> {
    return new Call(
      this.operation,
      this.#start,
      { ...this.#input, ...input },
      { ...this.#options, ...options },
    )
  }

  #run(): Promise<AnyResult> {
    this.#result ??= this.#start(this.#input as Input, this.#options)
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
    const { operation } = this
    return new CallPromise((resolve, fail) => {
      this.#run().then(
        (result) =>
          result.ok ? resolve(result.data as Data) : fail(new ResponseError(result, { operation })),
        fail,
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
  const start: Start = (given, chosen) => execute(client, operation, given, chosen)
  return new Call(operation.id, start, input, options) as C
}
