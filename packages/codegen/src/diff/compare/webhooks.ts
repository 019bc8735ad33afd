import { knownPayload } from '../../emit/webhooks.ts'
import type { ParsedContract } from '../../load/contract.ts'
import { type Document, methods, type RequestBody, resolve } from '../../openapi/document.ts'
import { valueAt } from '../../openapi/json-pointer.ts'
import type { OperationChange } from '../change.ts'
import { compareCredentials } from './call-behavior.ts'
import type { WebhookPayload } from './type-tests.ts'
import { jsonHash, type OperationUsage, operationUsages, referencedComponents } from './usage.ts'

/**
 * Changes of webhooks apart from their payloads, and the payloads whose types are to be compared.
 */
export interface WebhookComparison {
  changes: OperationChange[]
  payloads: WebhookPayload[]
}

/** A webhook in the document of one contract. */
interface ContractWebhook {
  document: Document
  usage: OperationUsage
}

/** Compares the webhooks of two contracts. `changed` holds the ids of those that differ. */
export function compareWebhooks(
  before: ParsedContract,
  after: ParsedContract,
  changed: ReadonlySet<string>,
): WebhookComparison {
  const webhooks = { before: webhooksById(before), after: webhooksById(after) }
  const changes: OperationChange[] = []
  const payloads: WebhookPayload[] = []
  for (const id of webhooks.before.keys()) {
    if (!webhooks.after.has(id))
      changes.push({ id, bump: 'major', message: 'was removed', scope: 'call' })
  }
  for (const [id, webhookAfter] of webhooks.after) {
    const webhookBefore = webhooks.before.get(id)
    if (!webhookBefore) changes.push({ id, bump: 'minor', message: 'is new', scope: 'call' })
    if (!webhookBefore || !changed.has(id)) continue
    changes.push(...compareKind(webhookBefore, webhookAfter))
    const credentials = compareCredentials(
      webhookSecurity(webhookBefore),
      webhookSecurity(webhookAfter),
    )
    changes.push(...credentials.map((change) => ({ id, ...change })))
    const payload = payloadOf(webhookBefore)
    if (payload && payloadOf(webhookAfter)?.mediaType === payload.mediaType) payloads.push(payload)
  }
  return { changes, payloads }
}

/** What the package of webhooks is generated from, for one webhook. */
export interface WebhookHash {
  hash: string
  /** Name of the payload's type; undefined if the payload is not public. */
  payload: string | undefined
}

/** Returns for each webhook a hash of what the package of webhooks is generated from. */
export function webhookHashes({ document }: ParsedContract): Map<string, WebhookHash> {
  const { securitySchemes = {} } = document.components ?? {}
  const webhooks = operationUsages(document).filter(({ isWebhook }) => isWebhook)
  return new Map(
    webhooks.map((usage) => {
      const { id, operationObject, isEvent } = usage
      const { summary, description, security = [], 'x-provenance': provenance } = operationObject
      const names = security.flatMap(Object.keys)
      const schemes = isEvent ? [] : [security, names.map((name) => securitySchemes[name])]
      const payload = knownPayload(document, operationObject)
      const pointers =
        payload === undefined
          ? []
          : [...referencedComponents(document, operationObject.requestBody)].sort()
      const components = pointers.map((pointer) => [pointer, valueAt(document, pointer)])
      const hash = jsonHash([
        summary,
        description,
        provenance,
        schemes,
        methodOf(usage),
        payload,
        components,
      ])
      return [id, { hash, payload }]
    }),
  )
}

function webhooksById({ document }: ParsedContract): Map<string, ContractWebhook> {
  const webhooks = operationUsages(document).filter(({ isWebhook }) => isWebhook)
  return new Map(webhooks.map((usage) => [usage.id, { document, usage }]))
}

// Only an action has credentials. The signature of an event is a setting of its receiver.
function webhookSecurity({ document, usage }: ContractWebhook): string[][] {
  if (usage.isEvent) return []
  const requirements = usage.operationObject.security ?? document.security ?? []
  return requirements.map((requirement) => Object.keys(requirement))
}

function compareKind(before: ContractWebhook, after: ContractWebhook): OperationChange[] {
  const { id } = after.usage
  const scope = 'payload'
  if (before.usage.isEvent !== after.usage.isEvent) {
    const message = after.usage.isEvent
      ? 'changed from an action to an event'
      : 'changed from an event to an action'
    return [{ id, bump: 'major', message, scope }]
  }
  const payload = {
    before: knownPayload(before.document, before.usage.operationObject),
    after: knownPayload(after.document, after.usage.operationObject),
  }
  if (payload.before && !payload.after) {
    const message = `\`payload\` changed from \`${payload.before}\` to \`unknown\``
    return [{ id, bump: 'major', message, scope }]
  }
  if (payload.after && !payload.before) {
    const message = `\`payload\` changed from \`unknown\` to \`${payload.after}\``
    return [{ id, bump: 'minor', message, scope }]
  }
  return []
}

function payloadOf({ document, usage }: ContractWebhook): WebhookPayload | undefined {
  const { id, name, isEvent, operationObject } = usage
  const body =
    operationObject.requestBody && resolve<RequestBody>(document, operationObject.requestBody)
  const [mediaType] = Object.keys(body?.content ?? {})
  const method = methodOf(usage)
  return mediaType && method
    ? { id, name, method, mediaType, direction: isEvent ? 'response' : 'request' }
    : undefined
}

function methodOf({ pathItem, operationObject }: OperationUsage): string | undefined {
  return methods.find((method) => pathItem[method] === operationObject)
}
