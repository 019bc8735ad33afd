import { type Client, contextOf } from '../client/client.ts'
import { checkedBaseUrl } from '../client/servers.ts'
import type { Input, Operation } from '../operation/operation.ts'
import { buildRequest } from '../request/build-request.ts'
import { addHeaders } from '../request/extra-headers.ts'
import { decode, decodeBody } from '../response/decode.ts'
import { readResponse } from '../response/read-response.ts'
import type { AnyResult } from '../response/result.ts'
import type { CallOptions } from '../transport/context.ts'
import { sendWithRetries } from '../transport/send.ts'
import { startCall, withinCall } from '../transport/start-call.ts'

/** A completed call. Paging needs the body beside the result, because the next cursor may be outside the payload. */
interface PerformedCall {
  readonly result: AnyResult
  /** The whole decoded body. */
  readonly body: unknown
}

/** Makes one call: input to request, request to response, response to result. */
export async function perform(
  client: Client,
  operation: Operation,
  input: Input = {},
  options: CallOptions = {},
): Promise<PerformedCall> {
  const context = contextOf(client, operation.id)
  const { plugins } = context
  const call = startCall(context, operation, options)
  // A timer of its own, only where there are plugins.
  const checkWithinCall = (check: () => Promise<void>) =>
    plugins.length > 0 ? withinCall(context, call, check) : undefined
  await checkWithinCall(async () => {
    for (const plugin of plugins) await plugin.validateInput?.(operation, input)
  })
  const { baseUrl, headers } = options
  const server =
    baseUrl === undefined ? context.serverUrl(operation.server) : checkedBaseUrl(baseUrl)
  call.request = buildRequest(operation, server, input, context.headers)
  addHeaders(call.request, headers, operation.id)
  call.schemes = call.credentials.choose(operation.security, operation.id)
  const asBlob = operation.responseType === 'blob'
  const raw = await sendWithRetries(context, call, (response) =>
    readResponse(response, context.maxResponseBytes, asBlob),
  )
  const decoded = decodeBody(operation, raw)
  if (decoded) {
    const { response } = raw
    await checkWithinCall(async () => {
      for (const plugin of plugins) {
        await plugin.validateResponse?.(operation, response.status, decoded.body, response)
      }
    })
  }
  const result = decode(operation, raw, { attempts: call.attempts, decoded })
  return { result, body: decoded?.body }
}

/** Makes one call and returns its result. */
export function execute(...call: Parameters<typeof perform>): Promise<AnyResult> {
  return perform(...call).then(({ result }) => result)
}
