import { Call } from '../call/call.ts'
import { endingAtOnce } from '../call/ending-at-once.ts'
import { execute, type ReceivedCall, send } from '../call/execute.ts'
import type { Client } from '../client/client.ts'
import { CallPromise, withWaitingFrames } from '../errors/call-site.ts'
import { ResponseError } from '../errors/response-error.ts'
import type { Input, Operation } from '../operation/operation.ts'
import { decode } from '../response/decode.ts'
import { type RawResponse, readResponse } from '../response/read-response.ts'
import type { CallOptions, CallState, ClientContext } from '../transport/context.ts'
import type { StreamObserver } from '../transport/hooks.ts'
import { runPlugins } from '../transport/start-call.ts'
import { streamBody } from './stream-body.ts'

/** A response whose body is read as it arrives. */
export interface StreamedResponse {
  /** The response; read `body` instead of its own. */
  readonly response: Response
  readonly body: ReadableStream<Uint8Array<ArrayBuffer>>
}

type OpenedCall = Pick<ReceivedCall<RawResponse>, 'call'> & StreamedResponse

// Throws ResponseError for a failed status.
async function open(
  client: Client,
  operation: Operation,
  input: Input | undefined,
  options: CallOptions | undefined,
): Promise<OpenedCall> {
  const read = (response: Response, limit: number): Promise<RawResponse> =>
    response.ok ? Promise.resolve({ response }) : readResponse(response, limit)
  const { context, call, raw } = await send(
    client,
    operation,
    (response, { maxResponseBytes }) => read(response, maxResponseBytes),
    input,
    options,
  )
  const { response } = raw
  if (response.ok) {
    const observers = await observersOf(context, call, operation, response)
    return { call, response, body: streamBody(context, call, response, observers) }
  }
  if (context.plugins.length > 0) {
    const failed = { operation, request: call.request, response, body: raw.decoded?.body }
    await runPlugins(context, call, (plugin) => plugin.afterResponse?.(failed))
  }
  const result = decode(operation, raw, call.attempts)
  throw new ResponseError(result as Extract<typeof result, { ok: false }>, {
    operation: operation.id,
  })
}

async function observersOf(
  context: ClientContext,
  call: CallState,
  operation: Operation,
  response: Response,
): Promise<StreamObserver[]> {
  const observers: StreamObserver[] = []
  if (context.plugins.length === 0) return observers
  await runPlugins(context, call, async (plugin) => {
    const observer = await plugin.observeStream?.({ operation, request: call.request, response })
    if (observer) observers.push(observer)
  })
  return observers
}

/** A call whose response may be read as it arrives. */
export class StreamCall<Result, Data> extends Call<Result, Data> {
  readonly #open: (leaving?: AbortSignal) => Promise<OpenedCall>

  constructor(
    client: Client,
    operation: Operation,
    input: Input | undefined,
    options: CallOptions = {},
  ) {
    super(operation.id, (...rest) => execute(client, operation, ...rest), input, options)
    this.#open = (leaving) => {
      const signals = [options.signal, leaving].filter((signal) => signal !== undefined)
      const signal = signals.length > 1 ? AbortSignal.any(signals) : signals[0]
      return open(client, operation, input, { ...options, ...(signal && { signal }) })
    }
  }

  /**
   * Sends the request and returns the response as soon as it begins. Throws ResponseError for a failed status. Reading the
   * body throws the errors of a call; `timeout` limits the wait for each part of it. Each invocation sends a request.
   */
  stream(): Promise<StreamedResponse> {
    const streamed = this.#open().then(({ response, body }) => ({ response, body }))
    return new CallPromise((resolve) => resolve(streamed))
  }

  /** Iterates what `parse` finds in the response. Leaving the loop ends the request. */
  protected iterate<Item>(
    parse: (opened: OpenedCall) => AsyncGenerator<Item, void>,
  ): AsyncGenerator<Item, void> {
    const leaving = new AbortController()
    return endingAtOnce(this.#iterate(parse, leaving), () => leaving.abort())
  }

  async *#iterate<Item>(
    parse: (opened: OpenedCall) => AsyncGenerator<Item, void>,
    leaving: AbortController,
  ): AsyncGenerator<Item, void> {
    try {
      yield* parse(await this.#open(leaving.signal))
    } catch (error) {
      if (!leaving.signal.aborted) throw withWaitingFrames(error, this.#iterate)
    } finally {
      leaving.abort()
    }
  }
}

/** Returns a call whose response may be read as it arrives; generated functions wrap it and declare its type. */
export function streamCall<C extends StreamCall<unknown, unknown>>(
  client: Client,
  operation: Operation,
  input?: object,
  options?: CallOptions,
): C {
  const call = new StreamCall(client, operation, input as Input | undefined, options)
  return call as StreamCall<unknown, unknown> as C
}
