import type { Client } from '../client/client.ts'
import { atCallSite, type CallSite, callSite } from '../errors/call-site.ts'
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
  readonly #site: CallSite
  readonly #input: object
  #result: Promise<AnyResult> | undefined

  /** @param site - Where the call is made, for the stack of its errors. */
  constructor(
    operation: string,
    site: CallSite,
    start: (changes?: CallChanges) => Promise<AnyResult>,
    input: object = {},
  ) {
    this.operation = operation
    this.#site = site
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
    return new Call(this.operation, this.#site, (later) => this.#start(merge(later)), input)
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
    throw atCallSite(new ResponseError(result, { operation: this.operation }), this.#site)
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
  return new Call(operation.id, callSite(call), start, input)
}
