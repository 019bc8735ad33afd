import type { Client } from '../client/client.ts'
import { CallPromise, thenAtCallSite } from '../errors/call-site.ts'
import { ResponseError } from '../errors/response-error.ts'
import type { Operation } from '../operation/operation.ts'
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

/**
 * A call that starts when it is awaited: `await` returns its result, `.orThrow()` its payload. The request is sent once,
 * however often the call is awaited.
 */
export class Call<Result, Data> implements PromiseLike<Result> {
  /** Id of the operation. */
  readonly operation: string
  readonly #start: (changes?: CallChanges) => Promise<AnyResult>
  readonly #input: object
  #result: Promise<AnyResult> | undefined

  constructor(
    operation: string,
    start: (changes?: CallChanges) => Promise<AnyResult>,
    input: object = {},
  ) {
    this.operation = operation
    this.#start = start
    this.#input = input
  }

  /** Input of the operation. */
  get input(): object {
    return this.#input
  }

  /** Returns a new call of the same operation, which starts when it is awaited. */
  repeat(changes: CallChanges = {}): Call<Result, Data> {
    const merge = (later?: CallChanges): CallChanges => ({
      input: { ...changes.input, ...later?.input },
      options: { ...changes.options, ...later?.options },
    })
    const input = { ...this.#input, ...changes.input }
    return new Call(this.operation, (later) => this.#start(merge(later)), input)
  }

  #run(): Promise<AnyResult> {
    this.#result ??= this.#start()
    return this.#result
  }

  async #data(): Promise<Data> {
    const result = await this.#run()
    if (result.ok) return result.data as Data
    throw new ResponseError(result, { operation: this.operation })
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
    return new CallPromise((resolve) => resolve(this.#data()))
  }
}

/** Returns a call of an operation; generated functions wrap it. */
export function call<Result, Data>(
  client: Client,
  operation: Operation,
  input?: object,
  options?: CallOptions,
): Call<Result, Data> {
  const start = (changes?: CallChanges) =>
    execute(client, operation, { ...input, ...changes?.input }, { ...options, ...changes?.options })
  return new Call(operation.id, start, input)
}
