import { type Client, contextOf } from '../client/client.ts'
import type { Input, Operation } from '../operation/operation.ts'
import { buildRequest } from '../request/build-request.ts'
import { decode, decodeBody } from '../response/decode.ts'
import { readResponse } from '../response/read-response.ts'
import type { AnyResult } from '../response/result.ts'
import type { CallOptions } from '../transport/context.ts'
import { sendWithRetries } from '../transport/send.ts'

/** A completed call. Paging needs the body beside the result, because the next cursor may be outside the payload. */
interface PerformedCall {
  readonly result: AnyResult
  /** The whole decoded body. */
  readonly body: unknown
  /** The body as it was received. */
  readonly text: string | undefined
}

/** Makes one call: input to request, request to response, response to result. */
export async function perform(
  client: Client,
  operation: Operation,
  input: Input = {},
  options: CallOptions = {},
): Promise<PerformedCall> {
  const context = contextOf(client, operation.id)
  for (const plugin of context.plugins) await plugin.validateInput?.(operation, input)
  const request = buildRequest(operation, context.serverUrl(operation.server), {
    input,
    headers: options.headers,
  })
  const schemes = context.credentials.choose(operation.security, operation.id)
  const call = { operation, options, request, schemes, values: [], attempts: 0, responded: false }
  const asBlob = operation.responseType === 'blob'
  const raw = await sendWithRetries(context, call, (response) =>
    readResponse(response, context.maxResponseBytes, asBlob),
  )
  const decoded = decodeBody(operation, raw)
  if (decoded) {
    const { response } = raw
    for (const plugin of context.plugins) {
      await plugin.validateResponse?.(operation, response.status, decoded.body, response)
    }
  }
  const result = decode(operation, raw, { attempts: call.attempts, decoded })
  return { result, body: decoded?.body, text: raw.text }
}

/** Makes one call and returns its result. */
export function execute(...call: Parameters<typeof perform>): Promise<AnyResult> {
  return perform(...call).then(({ result }) => result)
}
