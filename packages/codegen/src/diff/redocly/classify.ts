import type { Document } from '../../openapi/document.ts'
import type { Change, ChangeScope, OperationChange } from '../change.ts'
import { operationUsages } from '../compare/usage.ts'
import { describeUnjudged, nameAt } from './details.ts'
import { isLoosened } from './loosened.ts'
import { ownersOf } from './owners.ts'
import type { RedoclyChange, RedoclyVerdict } from './run.ts'

// Rules that the compiler decides: if existing calls still compile, these changes break nothing.
const decidedByTypes = new Set([
  'operation-id-changed',
  'operation-removed',
  'parameter-removed',
  'parameter-became-required',
  'request-body-removed',
  'request-body-became-required',
  'response-removed',
  'media-type-removed',
  'property-removed',
  'required-properties-added',
  'required-properties-removed',
  'enum-values-added',
  'enum-values-removed',
  'schema-type-changed',
  'schema-combinator-changed',
])

// Changes that the generated client handles, and what callers still notice of them.
const handledByClient: Readonly<Record<string, Change>> = {
  'parameter-serialization-changed': {
    bump: 'patch',
    message: 'a parameter is serialized differently',
    scope: 'call',
  },
  'security-scheme-changed': {
    bump: 'patch',
    message: 'the credential is sent differently',
    scope: 'call',
  },
  'server-removed': {
    bump: 'minor',
    message: 'requests go to a different host',
    scope: 'call',
  },
}

/** The documents that Redocly compared, before and after the change. */
export interface ComparedDocuments {
  before: Document
  after: Document
}

/** An operation that a change affects. */
interface AffectedOperation {
  id: string
  pointer: string
  isRequest: boolean
  isWebhook: boolean
}

/**
 * Corrects Redocly's verdicts for callers of the generated client. A change that the types decide
 * is left to the compiler, and a change that the client handles does not break. A response that
 * still compiles does not break either, but a request that compiles and that the server rejects
 * does.
 *
 * @param callerChanges - The changes that the compiler found.
 */
export function classifyChanges(
  redoclyChanges: readonly RedoclyChange[],
  documents: ComparedDocuments,
  callerChanges: readonly OperationChange[],
): OperationChange[] {
  const before = operationUsages(documents.before)
  const after = operationUsages(documents.after)
  const usages = [...before, ...after]
  const ids = [before, after].map((side) => new Set(side.map(({ id }) => id)))
  const webhookIds = new Set(usages.filter(({ isWebhook }) => isWebhook).map(({ id }) => id))
  const reportedIds = new Set(callerChanges.map(({ id }) => id))
  const brokenIds = new Set(
    callerChanges
      .filter(({ bump, scope }) => bump === 'major' && scope === 'values')
      .map(({ id }) => id),
  )
  return redoclyChanges.flatMap((change) => {
    const pointer = (change.base ?? change.revision)?.pointer ?? change.path
    return [...ownersOf(pointer, usages)].flatMap(([id, direction]) => {
      // Of an added or removed operation, its parts are not reported.
      if (!ids.every((existing) => existing.has(id))) return []
      const isRequest = direction === 'request'
      const [verdict] = change.verdicts
      if (!verdict) {
        const { change: unjudged, isTyped } = describeUnjudged(change, pointer, isRequest)
        return reportedIds.has(id) && isTyped ? [] : [{ id, ...unjudged }]
      }
      if (decidedByTypes.has(verdict.ruleId) && brokenIds.has(id)) return []
      const operation = { id, pointer, isRequest, isWebhook: webhookIds.has(id) }
      return [{ id, ...classifyVerdict({ ...change, verdict }, operation, redoclyChanges) }]
    })
  })
}

function classifyVerdict(
  change: RedoclyChange & { verdict: RedoclyVerdict },
  { pointer, isRequest, isWebhook }: AffectedOperation,
  redoclyChanges: readonly RedoclyChange[],
): Change {
  const { ruleId, impact, message: verdictMessage } = change.verdict
  const handled = handledByClient[ruleId]
  if (handled) return handled
  const message = plainMessage(verdictMessage, pointer)
  if (isWebhook && ruleId === 'operation-id-changed') return { bump: impact, message, scope: 'raw' }
  // A removed parameter that the types do not report has moved, for example to the path item, or
  // the client sets it.
  if (ruleId === 'parameter-removed' && change.kind === 'removed' && !isWebhook)
    return { bump: 'patch', message: `details: ${message}`, scope: 'details' }
  const scope: ChangeScope = isAboutValues(ruleId) && !isHeader(pointer) ? 'values' : 'call'
  if (isRequest && isLoosened(change, redoclyChanges)) return { bump: 'patch', message, scope }
  if (isRequest || (scope === 'call' && ruleId !== 'media-type-removed'))
    return { bump: impact, message, scope }
  return { bump: 'patch', message: `${message} Existing calls still compile.`, scope }
}

// Other rules are about paths, headers and security.
function isAboutValues(rule: string): boolean {
  return (
    (decidedByTypes.has(rule) || rule === 'schema-constraint-changed') &&
    rule !== 'media-type-removed'
  )
}

// Response headers are strings in the types, whatever their schema is.
function isHeader(pointer: string): boolean {
  return /\/headers\//.test(pointer)
}

// Redocly names the property of a schema, but not the parameter.
function plainMessage(message: string, pointer: string): string {
  const plain = message
    .replaceAll(/\.(request|response)`/g, '`')
    .replaceAll(/`#\/components\/\w+\/([^`]+)`/g, '`$1`')
    .replace('Security requirement `` is', 'A call without credentials is')
  const [, parameter] = /^(.*\/parameters\/[^/]+)\/schema(?:\/\w+)?$/.exec(pointer) ?? []
  return parameter ? `\`${nameAt(parameter)}\`: ${plain}` : plain
}
