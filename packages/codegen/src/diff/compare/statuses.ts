import { type OperationModel, type ResponseModel, successResponses } from '../../model/operation.ts'
import { isJson } from '../../openapi/media-type.ts'
import type { Change } from '../change.ts'
import { errorStatuses } from './error-statuses.ts'

/** A status that both contracts declare, so that the types at it can be compared. */
export interface SharedStatus {
  /** The status as a type: a number, or `number` for any success. */
  status: string
  ok: boolean
  /** The value's name in messages, such as `data` or `error of 404`. */
  place: string
}

/** The changes of an operation's statuses, and the statuses at which to compare types. */
export interface StatusComparison {
  changes: Change[]
  shared: SharedStatus[]
}

/** Compares the statuses of an operation. */
export function compareStatuses(before: OperationModel, after: OperationModel): StatusComparison {
  const onSuccess = compareSuccesses(successStatuses(before), successStatuses(after))
  const onError = compareErrors(before, after)
  return {
    changes: [...onSuccess.changes, ...onError.changes],
    shared: [...onSuccess.shared, ...onError.shared],
  }
}

interface SuccessStatuses {
  exact: string[]
  /** `2XX`, `default` and no declared success at all are any number in the types. */
  isAny: boolean
}

function successStatuses(model: OperationModel): SuccessStatuses {
  const statuses = successResponses(model).map(({ status }) => status)
  const exact = statuses.filter(isExact)
  return { exact, isAny: exact.length < statuses.length || statuses.length === 0 }
}

function compareSuccesses(before: SuccessStatuses, after: SuccessStatuses): StatusComparison {
  const changes: Change[] = []
  const add = (bump: Change['bump'], message: string) =>
    changes.push({ bump, message, scope: 'values' })
  const removed = before.exact.filter((status) => !after.exact.includes(status))
  const added = after.exact.filter((status) => !before.exact.includes(status))
  if (!after.isAny) for (const status of removed) add('major', `no longer succeeds with ${status}`)
  if (!before.isAny) for (const status of added) add('major', `may also succeed with ${status}`)
  if (after.isAny && !before.isAny) add('major', 'may also succeed with other statuses')
  if (before.isAny && !after.isAny) add('minor', `succeeds only with ${after.exact.join(' or ')}`)
  const covers = ({ exact, isAny }: SuccessStatuses, status: string) =>
    isAny || exact.includes(status)
  const shared = [...new Set([...before.exact, ...after.exact])].filter(
    (status) => covers(before, status) && covers(after, status),
  )
  if (before.isAny && after.isAny) shared.push('number')
  return { changes, shared: shared.map((status) => ({ status, ok: true, place: 'data' })) }
}

interface ErrorPair {
  status: string
  before: ResponseModel | undefined
  after: ResponseModel | undefined
}

function compareErrors(before: OperationModel, after: OperationModel): StatusComparison {
  const changes = new Map<string, Change>()
  const shared: SharedStatus[] = []
  for (const pair of errorPairs(before, after)) {
    if (pair.before && pair.after) {
      const place = `error of ${placeOf(pair.before, pair.after)}`
      shared.push({ status: pair.status, ok: false, place })
    } else if (pair.before && hasType(pair.before)) {
      const message = removedErrorMessage(pair.before.status)
      changes.set(message, { bump: 'major', message, scope: 'values' })
    } else if (pair.after) {
      const message = addedErrorMessage(pair.after)
      changes.set(message, { bump: 'minor', message, scope: 'values' })
    }
  }
  return { changes: [...changes.values()], shared }
}

// Statuses that move from one declaration to another together, such as all of `4XX`, are one pair.
function errorPairs(before: OperationModel, after: OperationModel): Iterable<ErrorPair> {
  const exact = [before, after].flatMap(({ responses }) =>
    responses.map(({ status }) => status).filter(isExact),
  )
  const statuses = new Set([...exact, ...errorStatuses.map(String)])
  const pairs = new Map<string, ErrorPair>()
  for (const status of statuses) {
    if (status.startsWith('2')) continue
    const pair = { before: declarationOf(before, status), after: declarationOf(after, status) }
    const key = `${pair.before?.status} ${pair.after?.status}`
    if ((pair.before ?? pair.after) && !pairs.has(key)) pairs.set(key, { status, ...pair })
  }
  return pairs.values()
}

function declarationOf({ responses }: OperationModel, status: string): ResponseModel | undefined {
  const range = `${status.slice(0, 1)}XX`
  const declared = (key: string) =>
    responses.find((response) => response.status.toUpperCase() === key)
  return declared(status) ?? declared(range) ?? declared('DEFAULT')
}

function hasType({ schema, mediaType }: ResponseModel): boolean {
  return schema !== undefined && mediaType !== undefined && isJson(mediaType)
}

function removedErrorMessage(status: string): string {
  return isExact(status)
    ? `no longer declares ${status}, so its error is \`unknown\``
    : `no longer declares ${rangeName(status)}, so their errors are \`unknown\``
}

function addedErrorMessage(response: ResponseModel): string {
  const { status } = response
  if (!hasType(response)) return `declares ${rangeName(status)}`
  return isExact(status)
    ? `declares ${status}, so its error has a type`
    : `declares ${rangeName(status)}, so their errors have a type`
}

// The most specific declaration names the place: an exact status, else a range.
function placeOf(before: ResponseModel, after: ResponseModel): string {
  const statuses = [after.status, before.status]
  return (
    statuses.find(isExact) ??
    rangeName(statuses.find((status) => status !== 'default') ?? 'default')
  )
}

function rangeName(status: string): string {
  return status === 'default' ? 'other statuses' : status
}

function isExact(status: string): boolean {
  return /^\d{3}$/.test(status)
}
