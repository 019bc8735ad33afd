import type { Input, Operation } from '../operation/operation.ts'
import { draftOf } from '../request/build-request.ts'
import { bodyOf, decode } from '../response/decode.ts'
import { readAnswer } from '../response/read-response.ts'
import type { AnyOutcome } from '../response/result.ts'
import { type Caller, type CallOptions, coreOf } from '../transport/context.ts'
import { send } from '../transport/send.ts'

/**
 * Makes one call: input to request, request to answer, answer to outcome. Who walks over pages looks at the body, too: what
 * stands beside the payload tells where to go on.
 */
export async function execute(
  client: Caller,
  operation: Operation,
  input: Input = {},
  options: CallOptions = {},
  look?: (body: unknown, text: string) => void,
): Promise<AnyOutcome> {
  const core = coreOf(client, operation.id)
  for (const plug of core.plugs) await plug.checkInput?.(operation, input)
  const draft = draftOf(operation, core.address(operation.server), input, options.headers ?? {})
  const schemes = core.credentials.choose(operation.security, operation.id)
  const call = { operation, options, draft, schemes, values: [], attempts: 0, answered: false }
  const asFile = operation.answer === 'blob'
  const answer = await send(core, call, (response) =>
    readAnswer(response, core.maxResponseBytes, asFile),
  )
  const decoded = bodyOf(operation, answer)
  if (decoded) {
    const { response } = answer
    for (const plug of core.plugs)
      await plug.checkBody?.(operation, response.status, decoded.body, response)
  }
  look?.(decoded?.body, answer.text)
  return decode(operation, answer, call.attempts, decoded)
}
