import { knownPayload } from '../../emit/webhooks.ts'
import type { ParsedContract } from '../../load/contract.ts'
import { methods, type RequestBody, resolve } from '../../openapi/document.ts'
import { valueAt } from '../../openapi/json-pointer.ts'
import { compareCredentials } from './call-behavior.ts'
import type { OperationChange } from './operations.ts'
import type { Payload } from './type-tests.ts'
import { hashOf, type OperationUsage, operationUsages, standsOn } from './usage.ts'

/** What the readers and senders of webhooks notice beside payloads, and the payloads to compare. */
export interface Webhooks {
  noticed: OperationChange[]
  payloads: Payload[]
}

/** Compares the webhooks of two contracts; those that changed are told by `changed`. */
export function compareWebhooks(
  before: ParsedContract,
  after: ParsedContract,
  changed: ReadonlySet<string>,
): Webhooks {
  const [old, now] = [hooksOf(before), hooksOf(after)]
  const noticed: OperationChange[] = []
  const payloads: Payload[] = []
  for (const id of old.keys())
    if (!now.has(id)) noticed.push({ id, bump: 'major', text: 'is gone', about: 'call' })
  for (const [id, is] of now) {
    const was = old.get(id)
    if (!was) noticed.push({ id, bump: 'minor', text: 'is new', about: 'call' })
    if (!was || !changed.has(id)) continue
    noticed.push(...knowledge(before, after, was, is))
    const security = [securityOf(before, was), securityOf(after, is)] as const
    noticed.push(...compareCredentials(...security).map((notice) => ({ id, ...notice })))
    const payload = payloadOf(before, was)
    if (payload && payloadOf(after, is)?.mediaType === payload.mediaType) payloads.push(payload)
  }
  return { noticed, payloads }
}

/**
 * For each webhook a hash of what the package of webhooks knows of it: its words and provenance, how an action is called,
 * and the payload where it has a type.
 */
export function webhookHashes({
  document,
}: ParsedContract): Map<string, { hash: string; payload: string | undefined }> {
  const { securitySchemes = {} } = document.components ?? {}
  const hooks = operationUsages(document).filter(({ webhook }) => webhook)
  const told = hooks.map(({ id, source, received, item }) => {
    const { summary, description, security = [], 'x-provenance': provenance } = source
    const schemes = received
      ? []
      : [security, security.flatMap(Object.keys).map((name) => securitySchemes[name])]
    const method = methods.find((one) => item[one] === source)
    const payload = knownPayload(document, source)
    const pointers = payload === undefined ? [] : [...standsOn(document, source.requestBody)].sort()
    const components = pointers.map((pointer) => [pointer, valueAt(document, pointer)])
    return [
      id,
      {
        hash: hashOf([summary, description, provenance, schemes, method, payload, components]),
        payload,
      },
    ] as const
  })
  return new Map(told)
}

function securityOf(
  { document }: ParsedContract,
  { source, received }: OperationUsage,
): string[][] {
  // Only a call is let in; what an event is signed with is the receiver's to know.
  return received
    ? []
    : (source.security ?? document.security ?? []).map((requirement) => Object.keys(requirement))
}

function hooksOf({ document }: ParsedContract): Map<string, OperationUsage> {
  return new Map(
    operationUsages(document).flatMap((reach) =>
      reach.webhook ? [[reach.id, reach] as const] : [],
    ),
  )
}

function knowledge(
  before: ParsedContract,
  after: ParsedContract,
  was: OperationUsage,
  is: OperationUsage,
): OperationChange[] {
  const { id } = is
  const about = 'payload'
  if (was.received !== is.received) {
    const text = is.received
      ? 'is an event now, where it was an action'
      : 'is an action now, where it was an event'
    return [{ id, bump: 'major', text, about }]
  }
  const [knew, knows] = [
    knownPayload(before.document, was.source),
    knownPayload(after.document, is.source),
  ]
  if (knew && !knows) return [{ id, bump: 'major', text: '`payload` is `unknown` now', about }]
  if (knows && !knew)
    return [
      { id, bump: 'minor', text: `\`payload\` is \`${knows}\`, where it was \`unknown\``, about },
    ]
  return []
}

function payloadOf(
  { document }: ParsedContract,
  { id, name, item, source, received }: OperationUsage,
): Payload | undefined {
  const body = source.requestBody && resolve<RequestBody>(document, source.requestBody)
  const [mediaType] = Object.keys(body?.content ?? {})
  const method = methods.find((one) => item[one] === source)
  return mediaType && method
    ? { id, name, method, mediaType, direction: received ? 'response' : 'request' }
    : undefined
}
