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

/** Builds the request of a call, and chooses its credentials. */
export function prepareCall(call: CallState, operation: Operation, input: Input): void {
  const { context, options } = call
  const { id, security, server } = operation
  const { baseUrl, headers } = options
  const url = baseUrl === undefined ? context.serverUrl(server) : checkedBaseUrl(baseUrl)
  call.request = buildRequest(operation, url, input, context.headers)
  addHeaders(call.request, headers, id)
  call.schemes = chooseSchemes(call.find, security, id)
}

/**
 * Makes one call: input to request, request to response, response to result.
 *
 * @param finish - Returns what the call returns, from its result and the whole decoded body. Paging needs both, because
 * the next cursor may be outside the payload.
 */
export async function perform<Returned>(
  client: Client,
  operation: Operation,
  input: Input = {},
  options: CallOptions = {},
  finish: (result: AnyResult, body: unknown) => Returned,
): Promise<Returned> {
  const context = contextOf(client, operation.id)
  const call = startCall(context, operation, options)
  const hasPlugins = context.plugins.length > 0
  if (hasPlugins) await runPlugins(call, 'validateInput', operation, input)
  prepareCall(call, operation, input)
  const { request } = call
  const { accept } = request.headers
  const received = await sendWithRetries(call, (response, status) =>
    readResponse(response, status, context.maxResponseBytes, operation, accept),
  )
  const { response, status } = received
  const { decoded, text } = received.read
  const body = decoded?.body
  if (hasPlugins) {
    await runPlugins(call, 'afterResponse', { operation, request, response, body, text })
    if (decoded) {
      await runPlugins(call, 'validateResponse', operation, status, body, response)
    }
  }
  return finish(decode(operation, received, call.attempts), body)
}

const resultOf = (result: AnyResult) => result

/** Makes one call and returns its result. */
export function execute(
  client: Client,
  operation: Operation,
  input?: Input,
  options?: CallOptions,
): Promise<AnyResult> {
  return perform(client, operation, input, options, resultOf)
}
