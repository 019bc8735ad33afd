import { type OperationModel, type ResponseModel, successResponses } from '../../model/operation.ts'
import { isJson } from '../../openapi/media-type.ts'
import { errorStatuses } from './error-statuses.ts'
import type { Finding } from './findings.ts'

/** A status that both contracts declare, so that its values can be compared. */
export interface SharedStatus {
  /** The keys of the declarations in `responses`: a status, `4XX` or `default`. */
  before: string
  after: string
  ok: boolean
  /** The value's name in messages, such as `data` or `error of 404`. */
  place: string
}

/** What is found about a status, apart from its place. */
type StatusFinding = Omit<Finding, 'place'>

/** The findings about an operation's statuses, and the statuses at which to compare values. */
export interface StatusComparison {
  findings: StatusFinding[]
  shared: SharedStatus[]
}

/** Compares the statuses of an operation. */
export function compareStatuses(before: OperationModel, after: OperationModel): StatusComparison {
  const onSuccess = compareSuccesses(before, after)
  const onError = compareErrors(before, after)
  return {
    findings: [...onSuccess.findings, ...onError.findings],
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

function compareSuccesses(
  modelBefore: OperationModel,
  modelAfter: OperationModel,
): StatusComparison {
  const [before, after] = [successStatuses(modelBefore), successStatuses(modelAfter)]
  const findings: StatusFinding[] = []
  const add = (rule: 'success-added' | 'success-removed', predicate: string) =>
    findings.push({ rule, bump: 'major', predicate })
  const removed = before.exact.filter((status) => !after.exact.includes(status))
  const added = after.exact.filter((status) => !before.exact.includes(status))
  if (!after.isAny)
    for (const status of removed) add('success-removed', `no longer succeeds with ${status}`)
  if (!before.isAny)
    for (const status of added) add('success-added', `may also succeed with ${status}`)
  if (after.isAny && !before.isAny) add('success-added', 'may also succeed with other statuses')
  if (before.isAny && !after.isAny) {
    const predicate = `succeeds only with ${after.exact.join(' or ')}`
    findings.push({ rule: 'success-removed', bump: 'minor', predicate })
  }
  const shared = new Map<string, SharedStatus>()
  const statuses = new Set([...before.exact, ...after.exact, '299'])
  for (const status of statuses) {
    const [one, other] = [modelBefore, modelAfter].map((model) => successKey(model, status))
    if (one === undefined || other === undefined) continue
    shared.set(`${one} ${other}`, { before: one, after: other, ok: true, place: 'data' })
  }
  return { findings, shared: [...shared.values()] }
}

function successKey(model: OperationModel, status: string): string | undefined {
  const keys = successResponses(model).map((response) => response.status)
  return keys.find((key) => key === status) ?? keys.find((key) => !isExact(key))
}

interface ErrorPair {
  before: ResponseModel | undefined
  after: ResponseModel | undefined
}

function compareErrors(before: OperationModel, after: OperationModel): StatusComparison {
  const findings = new Map<string, StatusFinding>()
  const shared: SharedStatus[] = []
  for (const pair of errorPairs(before, after)) {
    if (pair.before && pair.after) {
      const place = `error of ${statusPlace(pair.before, pair.after)}`
      const keys = { before: pair.before.status, after: pair.after.status }
      shared.push({ ...keys, ok: false, place })
    } else if (pair.before && hasPayloadType(pair.before)) {
      const predicate = removedErrorMessage(pair.before.status)
      findings.set(predicate, { rule: 'error-removed', bump: 'major', predicate })
    } else if (pair.after) {
      const predicate = addedErrorMessage(pair.after)
      findings.set(predicate, { rule: 'error-added', bump: 'minor', predicate })
    }
  }
  return { findings: [...findings.values()], shared }
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
    if ((pair.before ?? pair.after) && !pairs.has(key)) pairs.set(key, pair)
  }
  return pairs.values()
}

function declarationOf({ responses }: OperationModel, status: string): ResponseModel | undefined {
  const range = `${status.slice(0, 1)}XX`
  const declared = (key: string) =>
    responses.find((response) => response.status.toUpperCase() === key)
  return declared(status) ?? declared(range) ?? declared('DEFAULT')
}

function hasPayloadType({ schema, mediaType }: ResponseModel): boolean {
  return schema !== undefined && mediaType !== undefined && isJson(mediaType)
}

function removedErrorMessage(status: string): string {
  return isExact(status)
    ? `no longer declares ${status}, so its error is \`unknown\``
    : `no longer declares ${rangeName(status)}, so their errors are \`unknown\``
}

function addedErrorMessage(response: ResponseModel): string {
  const { status } = response
  if (!hasPayloadType(response)) return `declares ${rangeName(status)}`
  return isExact(status)
    ? `declares ${status}, so its error has a type`
    : `declares ${rangeName(status)}, so their errors have a type`
}

// The most specific declaration names the place: an exact status, else a range.
function statusPlace(before: ResponseModel, after: ResponseModel): string {
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
