import { knownPayload } from '../../emit/webhooks.ts'
import type { Document } from '../../openapi/document.ts'
import type { CallFinding } from './call-behavior.ts'
import type { Entry } from './entries.ts'
import type { Pair } from './located.ts'

/** Compares what a webhook is: its direction, its operationId, and whether its payload is known. */
export function compareWebhook(
  documents: Pair<Document>,
  { before, after }: Pair<Entry>,
): CallFinding[] {
  const findings: CallFinding[] = []
  if (before.operation.value.operationId !== after.operation.value.operationId) {
    const names = [before, after].map(({ operation }) => `\`${operation.value.operationId}\``)
    const predicate = `its operationId changed from ${names.join(' to ')}`
    findings.push({ rule: 'function-renamed', bump: 'major', predicate, topic: 'raw' })
  }
  if (before.isEvent !== after.isEvent) {
    const predicate = after.isEvent
      ? 'changed from an action to an event'
      : 'changed from an event to an action'
    findings.push({ rule: 'webhook-kind-changed', bump: 'major', predicate, topic: 'payload' })
    return findings
  }
  const payload = {
    before: knownPayload(documents.before, before.operation.value),
    after: knownPayload(documents.after, after.operation.value),
  }
  if ((payload.before === undefined) === (payload.after === undefined)) return findings
  const [from, to] = [payload.before, payload.after].map((name) => name ?? 'unknown')
  const bump = payload.after === undefined ? 'major' : 'minor'
  const predicate = `\`payload\` changed from \`${from}\` to \`${to}\``
  return [...findings, { rule: 'payload-changed', bump, predicate, topic: 'payload' }]
}
