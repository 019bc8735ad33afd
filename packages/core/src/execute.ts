import { readAnswer } from './body.ts'
import { type Caller, type CallOptions, coreOf } from './core.ts'
import { bodyOf, decode } from './decode.ts'
import { draftOf } from './draft.ts'
import type { Input, Operation } from './operation.ts'
import type { AnyOutcome } from './outcome.ts'
import { send } from './send.ts'

/** What a call came to: its outcome, and the body that it was made of. */
export interface Executed {
  readonly outcome: AnyOutcome
  readonly body: unknown
  readonly text: string
}

/** Makes one call: input to request, request to answer, answer to outcome. */
export async function execute(
  client: Caller,
  operation: Operation,
  input: Input = {},
  options: CallOptions = {},
): Promise<Executed> {
  const core = coreOf(client, operation.id)
  for (const plug of core.plugs) await plug.checkInput?.(operation, input)
  const draft = draftOf(operation, core.address(operation.server), input, options.headers ?? {})
  const schemes = core.credentials.choose(operation.security, operation.id)
  const call = { operation, options, draft, schemes, attempts: 0, answered: false }
  const asFile = operation.answer === 'blob'
  const answer = await send(core, call, (response) => readAnswer(response, core.maxResponseBytes, asFile))
  const decoded = bodyOf(operation, answer)
  if (decoded) {
    const { response } = answer
    for (const plug of core.plugs) await plug.checkBody?.(operation, response.status, decoded.body, response)
  }
  return { outcome: decode(operation, answer, call.attempts, decoded), body: decoded?.body, text: answer.text }
}
