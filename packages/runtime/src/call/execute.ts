import { type Client, contextOf } from '../client/client.ts'
import { checkedBaseUrl } from '../client/servers.ts'
import type { Input, Operation } from '../operation/operation.ts'
import { buildRequest } from '../request/build-request.ts'
import { addHeaders } from '../request/extra-headers.ts'
import { decode } from '../response/decode.ts'
import { readResponse } from '../response/read-response.ts'
import type { AnyResult } from '../response/result.ts'
import type { CallOptions, CallState } from '../transport/context.ts'
import { chooseSchemes } from '../transport/credentials.ts'
import { sendWithRetries } from '../transport/send.ts'
import { runPlugins, startCall } from '../transport/start-call.ts'

/** A completed call. Paging needs the body beside the result, because the next cursor may be outside the payload. */
interface PerformedCall {
  readonly result: AnyResult
  /** The whole decoded body. */
  readonly body: unknown
}

/** Returns a call whose request is ready to be sent. */
export async function prepareCall(
  client: Client,
  operation: Operation,
  input: Input = {},
  options: CallOptions = {},
): Promise<CallState> {
  const { id, security, server } = operation
  const context = contextOf(client, id)
  const call = startCall(context, operation, options)
  if (context.plugins.length > 0) {
    await runPlugins(call, (plugin) => plugin.validateInput?.(operation, input))
  }
  const { baseUrl, headers } = options
  const url = baseUrl === undefined ? context.serverUrl(server) : checkedBaseUrl(baseUrl)
  call.request = buildRequest(operation, url, input, context.headers)
  addHeaders(call.request, headers, id)
  call.schemes = chooseSchemes(call.find, security, id)
  return call
}

/** Makes one call: input to request, request to response, response to result. */
export async function perform(
  client: Client,
  operation: Operation,
  input?: Input,
  options?: CallOptions,
): Promise<PerformedCall> {
  const call = await prepareCall(client, operation, input, options)
  const { context, request } = call
  const { accept } = request.headers
  const { response, read } = await sendWithRetries(call, (response) =>
    readResponse(response, context.maxResponseBytes, operation.read, accept),
  )
  const { decoded } = read
  const body = decoded?.body
  if (context.plugins.length > 0) {
    await runPlugins(call, (plugin) =>
      plugin.afterResponse?.({ operation, request, response, body }),
    )
    if (decoded) {
      await runPlugins(call, (plugin) =>
        plugin.validateResponse?.(operation, response.status, body, response),
      )
    }
  }
  return { result: decode(operation, response, read, call.attempts), body }
}

/** Makes one call and returns its result. */
export function execute(...call: Parameters<typeof perform>): Promise<AnyResult> {
  return perform(...call).then(({ result }) => result)
}
