import { Call } from '../call/call.ts'
import { endingAtOnce } from '../call/ending-at-once.ts'
import { execute, prepareCall } from '../call/execute.ts'
import { type Client, contextOf } from '../client/client.ts'
import { CallPromise, withWaitingFrames } from '../errors/call-site.ts'
import { ResponseError } from '../errors/response-error.ts'
import type { Input, Operation } from '../operation/operation.ts'
import { isSuccess, type ReadBody } from '../operation/reader.ts'
import { type HeaderOptions, headerEntries } from '../request/extra-headers.ts'
import { decode } from '../response/decode.ts'
import { readResponse } from '../response/read-response.ts'
import type { CallOptions, CallState } from '../transport/context.ts'
import type { StreamObserver } from '../transport/hooks.ts'
import { sendWithRetries } from '../transport/send.ts'
import { runPlugins, startCall } from '../transport/start-call.ts'
import { withinCall } from '../transport/time-limit.ts'
import { streamBody } from './stream-body.ts'

/** A response whose body is read as it arrives. */
export interface StreamedResponse {
  /** The response; read `body` instead of its own. */
  readonly response: Response
  readonly body: ReadableStream<Uint8Array<ArrayBuffer>>
}

/** A call whose response has begun. */
export interface OpenedCall extends StreamedResponse {
  readonly call: CallState
}

/** Sends the request of a call, with additional headers. */
export type OpenCall = (
  headers?: Readonly<Record<string, string>> | undefined,
) => Promise<OpenedCall>

// Throws ResponseError for a failed status.
async function open(
  client: Client,
  operation: Operation,
  input: Input = {},
  options: CallOptions = {},
): Promise<OpenedCall> {
  const context = contextOf(client, operation.id)
  const call = startCall(context, operation, options)
  if (context.plugins.length > 0) await runPlugins(call, 'validateInput', operation, input)
  prepareCall(call, operation, input)
  const received = await sendWithRetries(
    call,
    async (response, status): Promise<Partial<ReadBody>> =>
      isSuccess(status) ? {} : readResponse(response, status, context.maxResponseBytes, operation),
  )
  const { response, read } = received
  if (response.ok) {
    const observers = await observersOf(call, operation, response)
    return { call, response, body: streamBody(call, response, observers) }
  }
  if (context.plugins.length > 0) {
    const { request } = call
    const { text, decoded } = read
    const failed = { operation, request, response, body: decoded?.body, text }
    await runPlugins(call, 'afterResponse', failed)
  }
  const result = decode(operation, received, call.attempts)
  throw new ResponseError(result as Extract<typeof result, { ok: false }>, {
    operation: operation.id,
  })
}

async function observersOf(
  call: CallState,
  operation: Operation,
  response: Response,
): Promise<StreamObserver[]> {
  const { request, context } = call
  const observers: StreamObserver[] = []
  if (context.plugins.length === 0) return observers
  call.awaited = 'end of a plugin'
  await withinCall(call, async () => {
    for (const plugin of context.plugins) {
      const observer = await plugin.observeStream?.({ operation, request, response })
      if (observer) observers.push(observer)
    }
  })
  return observers
}

function withHeaders(
  options: HeaderOptions = {},
  headers: Readonly<Record<string, string>>,
): HeaderOptions {
  return [...headerEntries(options), ...Object.entries(headers)] as [string, string][]
}

/** A call whose response may be read as it arrives. */
export class StreamCall<Result, Data> extends Call<Result, Data> {
  readonly #open: (
    leaving?: AbortSignal,
    headers?: Readonly<Record<string, string>> | undefined,
  ) => Promise<OpenedCall>

  constructor(
    client: Client,
    operation: Operation,
    input: Input | undefined,
    options: CallOptions = {},
  ) {
    super(operation.id, (...rest) => execute(client, operation, ...rest), input, options)
    this.#open = (leaving, headers) => {
      const signals = [options.signal, leaving].filter((signal) => signal !== undefined)
      const signal = signals.length > 1 ? AbortSignal.any(signals) : signals[0]
      return open(client, operation, input, {
        ...options,
        ...(signal && { signal }),
        ...(headers && { headers: withHeaders(options.headers, headers) }),
      })
    }
  }

  /**
   * Sends the request and returns the response as soon as it begins. Throws ResponseError for a failed status. Reading the
   * body throws the errors of a call; `timeout` limits the wait for each part of it. Each invocation sends a request.
   */
  stream(): Promise<StreamedResponse> {
    const streamed = this.#open().then(({ response, body }) => ({ response, body }))
    return new CallPromise((resolve, fail) => void streamed.then(resolve, fail))
  }

  /** Iterates what `read` finds in the response. Leaving the loop ends the request. */
  protected iterate<Item>(
    read: (open: OpenCall, leaving: AbortSignal) => AsyncGenerator<Item, void>,
  ): AsyncGenerator<Item, void> {
    const leaving = new AbortController()
    return endingAtOnce(this.#iterate(read, leaving), () => leaving.abort())
  }

  async *#iterate<Item>(
    read: (open: OpenCall, leaving: AbortSignal) => AsyncGenerator<Item, void>,
    leaving: AbortController,
  ): AsyncGenerator<Item, void> {
    try {
      yield* read((headers) => this.#open(leaving.signal, headers), leaving.signal)
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
