import type { OperationModel } from '../../model/operation.ts'
import type { Change } from '../change.ts'

/**
 * Compares what the client does beside the types: paging, retries, credentials, envelopes and media
 * types.
 */
export function compareCallBehavior(before: OperationModel, after: OperationModel): Change[] {
  return [
    ...comparePagination(before, after),
    ...compareFieldSelection(before, after),
    ...compareRetries(before, after),
    ...comparePermission(before, after),
    ...compareCredentials(before.security, after.security),
    ...compareRest(before, after),
  ]
}

function comparePagination(before: OperationModel, after: OperationModel): Change[] {
  const pagination = {
    before: before.operationObject['x-pagination'],
    after: after.operationObject['x-pagination'],
  }
  if (pagination.before && !pagination.after)
    return [callChange('major', 'can no longer be iterated')]
  if (pagination.after && !pagination.before) return [callChange('minor', 'can now be iterated')]
  return differ(pagination.before, pagination.after)
    ? [callChange('minor', 'its pagination changed')]
    : []
}

function compareFieldSelection(before: OperationModel, after: OperationModel): Change[] {
  if (before.fields && !after.fields)
    return [{ bump: 'major', message: '`input.fields` is no longer accepted', scope: 'values' }]
  if (after.fields && !before.fields)
    return [{ bump: 'minor', message: '`input.fields` is new and optional', scope: 'values' }]
  return []
}

function compareRetries(before: OperationModel, after: OperationModel): Change[] {
  const isIdempotent = ({ operationObject }: OperationModel) =>
    operationObject['x-idempotent'] ?? operationObject['x-idempotency-key'] !== undefined
  if (isIdempotent(before) === isIdempotent(after)) return []
  return [
    callChange(
      'minor',
      isIdempotent(after)
        ? 'is now retried when no response arrives'
        : 'is no longer retried when no response arrives',
    ),
  ]
}

function comparePermission(before: OperationModel, after: OperationModel): Change[] {
  const permissionOf = ({ operationObject }: OperationModel) =>
    operationObject['x-permission'] ?? 'none'
  if (before.operationObject['x-permission'] === after.operationObject['x-permission']) return []
  const message = `its permission changed from ${permissionOf(before)} to ${permissionOf(after)}`
  return [callChange('minor', message)]
}

/** Compares security requirements: the alternatives, and the schemes that each of them combines. */
export function compareCredentials(
  before: readonly string[][],
  after: readonly string[][],
): Change[] {
  if (!differ(before, after)) return []
  const [from, to] = [before, after].map(describeSecurity)
  const message = `its credentials changed from ${from} to ${to}`
  return [callChange('minor', message)]
}

function compareRest(before: OperationModel, after: OperationModel): Change[] {
  const changes: Change[] = []
  if (differ(before.envelope, after.envelope))
    changes.push(callChange('minor', 'its envelope changed'))
  const mediaType = { before: before.body?.mediaType, after: after.body?.mediaType }
  if (mediaType.before && mediaType.after && mediaType.before !== mediaType.after) {
    const message = `the body is sent as ${mediaType.after} instead of ${mediaType.before}`
    changes.push(callChange('minor', message))
  }
  if (after.operationObject.deprecated && !before.operationObject.deprecated)
    changes.push(callChange('minor', 'is deprecated'))
  return changes
}

function callChange(bump: Change['bump'], message: string): Change {
  return { bump, message, scope: 'call' }
}

function describeSecurity(security: readonly string[][]): string {
  return security.map((schemes) => schemes.join(' with ') || 'none').join(' or ') || 'none'
}

function differ(before: unknown, after: unknown): boolean {
  return JSON.stringify(before) !== JSON.stringify(after)
}
