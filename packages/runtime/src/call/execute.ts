import { type Client, contextOf } from '../client/client.ts'
import { checkedBaseUrl } from '../client/servers.ts'
import type { Input, Operation } from '../operation/operation.ts'
import { buildRequest } from '../request/build-request.ts'
import { addHeaders } from '../request/extra-headers.ts'
import { decode } from '../response/decode.ts'
import { readResponse } from '../response/read-response.ts'
import type { AnyResult } from '../response/result.ts'
import type { CallOptions, CallState, ClientContext } from '../transport/context.ts'
import { sendWithRetries } from '../transport/send.ts'
import { runPlugins, startCall } from '../transport/start-call.ts'

/** A completed call. Paging needs the body beside the result, because the next cursor may be outside the payload. */
interface PerformedCall {
  readonly result: AnyResult
  /** The whole decoded body. */
  readonly body: unknown
}

/** A response that was received, with what is needed to read on. */
export interface ReceivedCall<Read> {
  readonly context: ClientContext
  readonly call: CallState
  readonly raw: Read
}

/** Sends one call, from its input to the response that `read` reads. */
export async function send<Read extends { readonly response: Response }>(
  client: Client,
  operation: Operation,
  read: (response: Response, context: ClientContext, accept?: string) => Promise<Read>,
  input: Input = {},
  options: CallOptions = {},
): Promise<ReceivedCall<Read>> {
  const context = contextOf(client, operation.id)
  const call = startCall(context, operation, options)
  if (context.plugins.length > 0) {
    await runPlugins(context, call, (plugin) => plugin.validateInput?.(operation, input))
  }
  const { baseUrl, headers } = options
  const server =
    baseUrl === undefined ? context.serverUrl(operation.server) : checkedBaseUrl(baseUrl)
  call.request = buildRequest(operation, server, input, context.options.headers)
  addHeaders(call.request, headers, operation.id)
  call.schemes = call.credentials.choose(operation.security, operation.id)
  const { accept } = call.request.headers
  const raw = await sendWithRetries(context, call, (response) => read(response, context, accept))
  return { context, call, raw }
}

/** Makes one call: input to request, request to response, response to result. */
export async function perform(
  client: Client,
  operation: Operation,
  input?: Input,
  options?: CallOptions,
): Promise<PerformedCall> {
  const { context, call, raw } = await send(
    client,
    operation,
    (response, { maxResponseBytes }, accept) =>
      readResponse(response, maxResponseBytes, operation, accept),
    input,
    options,
  )
  const { decoded } = raw
  const body = decoded?.body
  if (context.plugins.length > 0) {
    const { response, text } = raw
    const { request } = call
    call.awaited = 'end of a plugin'
    await runPlugins(context, call, (plugin) =>
      plugin.afterResponse?.({ operation, request, response, body, text }),
    )
    if (decoded) {
      await runPlugins(context, call, (plugin) =>
        plugin.validateResponse?.(operation, response.status, body, response),
      )
    }
  }
  const result = decode(operation, raw, call.attempts)
  return { result, body }
}

/** Makes one call and returns its result. */
export function execute(...call: Parameters<typeof perform>): Promise<AnyResult> {
  return perform(...call).then(({ result }) => result)
}
