import type { Input, Operation } from '../operation/operation.ts'
import { buildRequest } from '../request/build-request.ts'
import { bodyOf, decode } from '../response/decode.ts'
import { readResponse } from '../response/read-response.ts'
import type { AnyResult } from '../response/result.ts'
import { type CallOptions, type Client, contextOf } from '../transport/context.ts'
import { sendWithRetries } from '../transport/send.ts'

/**
 * Makes one call: input to request, request to answer, answer to outcome. Who walks over pages looks at the body, too: what
 * stands beside the payload tells where to go on.
 */
export async function execute(
  client: Client,
  operation: Operation,
  input: Input = {},
  options: CallOptions = {},
  look?: (body: unknown, text: string) => void,
): Promise<AnyResult> {
  const core = contextOf(client, operation.id)
  for (const plug of core.plugins) await plug.validateInput?.(operation, input)
  const request = buildRequest(
    operation,
    core.serverUrl(operation.server),
    input,
    options.headers ?? {},
  )
  const schemes = core.credentials.choose(operation.security, operation.id)
  const call = { operation, options, request, schemes, values: [], attempts: 0, responded: false }
  const asFile = operation.responseType === 'blob'
  const answer = await sendWithRetries(core, call, (response) =>
    readResponse(response, core.maxResponseBytes, asFile),
  )
  const decoded = bodyOf(operation, answer)
  if (decoded) {
    const { response } = answer
    for (const plug of core.plugins)
      await plug.validateResponse?.(operation, response.status, decoded.body, response)
  }
  look?.(decoded?.body, answer.text)
  return decode(operation, answer, call.attempts, decoded)
}
