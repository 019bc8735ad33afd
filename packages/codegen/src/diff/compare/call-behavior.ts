import type { OperationModel } from '../../model/operation.ts'
import type { RuleId } from '../rules.ts'
import type { Finding } from './findings.ts'

/** What is found about a call, apart from its place. */
export type CallFinding = Omit<Finding, 'place'>

/**
 * Compares what the client does beside the types: paging, field selection, retries, permissions,
 * envelopes and media types.
 */
export function compareCallBehavior(before: OperationModel, after: OperationModel): CallFinding[] {
  return [
    ...comparePagination(before, after),
    ...compareFieldSelection(before, after),
    ...compareRetries(before, after),
    ...comparePermission(before, after),
    ...compareRest(before, after),
  ]
}

function comparePagination(before: OperationModel, after: OperationModel): CallFinding[] {
  const pagination = {
    before: before.operationObject['x-pagination'],
    after: after.operationObject['x-pagination'],
  }
  if (pagination.before && !pagination.after)
    return [callFinding('pagination-changed', 'major', 'can no longer be iterated')]
  if (pagination.after && !pagination.before)
    return [callFinding('pagination-changed', 'minor', 'can now be iterated')]
  return differ(pagination.before, pagination.after)
    ? [callFinding('pagination-changed', 'minor', 'its pagination changed')]
    : []
}

function compareFieldSelection(before: OperationModel, after: OperationModel): CallFinding[] {
  const rule = 'field-selection-changed'
  if (before.fields && !after.fields)
    return [{ rule, bump: 'major', predicate: '`input.fields` is no longer accepted' }]
  if (after.fields && !before.fields)
    return [{ rule, bump: 'minor', predicate: '`input.fields` is new and optional' }]
  return compareFields(before, after)
}

function compareFields(before: OperationModel, after: OperationModel): CallFinding[] {
  const rule = 'field-selection-changed'
  const print = (names: readonly string[]) => names.map((name) => `\`"${name}"\``).join(' or ')
  const removed = after.openFields
    ? []
    : (before.fields ?? []).filter((name) => !after.fields?.includes(name))
  const added = before.openFields
    ? []
    : (after.fields ?? []).filter((name) => !before.fields?.includes(name))
  const findings: CallFinding[] = []
  if (removed.length > 0) {
    const predicate = `\`input.fields\` no longer accepts ${print(removed)}`
    findings.push({ rule, bump: 'major', predicate })
  }
  if (added.length > 0) {
    const predicate = `\`input.fields\` also accepts ${print(added)}`
    findings.push({ rule, bump: 'minor', predicate })
  }
  return findings
}

function compareRetries(before: OperationModel, after: OperationModel): CallFinding[] {
  const isIdempotent = ({ operationObject }: OperationModel) =>
    operationObject['x-idempotent'] ?? operationObject['x-idempotency-key'] !== undefined
  if (isIdempotent(before) === isIdempotent(after)) return []
  return [
    callFinding(
      'retry-changed',
      'minor',
      isIdempotent(after)
        ? 'is now retried when no response arrives'
        : 'is no longer retried when no response arrives',
    ),
  ]
}

function comparePermission(before: OperationModel, after: OperationModel): CallFinding[] {
  const permissionOf = ({ operationObject }: OperationModel) =>
    operationObject['x-permission'] ?? 'none'
  if (before.operationObject['x-permission'] === after.operationObject['x-permission']) return []
  const message = `its permission changed from ${permissionOf(before)} to ${permissionOf(after)}`
  return [callFinding('permission-changed', 'minor', message)]
}

function compareRest(before: OperationModel, after: OperationModel): CallFinding[] {
  const changes: CallFinding[] = []
  if (differ(before.envelope, after.envelope))
    changes.push(callFinding('envelope-changed', 'minor', 'its envelope changed'))
  const mediaType = { before: before.body?.mediaType, after: after.body?.mediaType }
  if (mediaType.before && mediaType.after && mediaType.before !== mediaType.after) {
    const message = `the body is sent as ${mediaType.after} instead of ${mediaType.before}`
    changes.push(callFinding('sent-as', 'minor', message))
  }
  if (after.operationObject.deprecated && !before.operationObject.deprecated)
    changes.push(callFinding('deprecated', 'minor', 'is deprecated'))
  return changes
}

function callFinding(rule: RuleId, bump: Finding['bump'], predicate: string): CallFinding {
  return { rule, bump, predicate, topic: 'call' }
}

function differ(before: unknown, after: unknown): boolean {
  return JSON.stringify(before) !== JSON.stringify(after)
}
