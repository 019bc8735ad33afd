import type { Document } from '../../openapi/document.ts'
import type { OperationChange } from '../compare/operations.ts'
import type { Change, ChangeScope } from '../compare/types.ts'
import { type Direction, type OperationUsage, operationUsages } from '../compare/usage.ts'
import { describeUnjudged, nameAt } from './details.ts'
import type { RedoclyChange } from './run.ts'

// What the compiler decides: where old calls still compile, nothing is left of these.
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

// What the generated client does in the caller's place, and what is left for the caller to notice.
const handledByClient: Readonly<Record<string, Change>> = {
  'parameter-serialization-changed': {
    bump: 'patch',
    text: 'a parameter is written in another way',
    about: 'call',
  },
  'security-scheme-changed': {
    bump: 'patch',
    text: 'the credential is sent in another way',
    about: 'call',
  },
  'server-removed': { bump: 'minor', text: 'the call goes to another host', about: 'call' },
}

/**
 * Redocly's verdicts, corrected: what the types decide is left to them; what the client does by itself is no break; a
 * response that compiles as before and holds other values of the same type is none either. A request whose values the
 * service refuses is, though it compiles.
 */
export function classifyChanges(
  changes: readonly RedoclyChange[],
  before: Document,
  after: Document,
  noticed: readonly OperationChange[],
): OperationChange[] {
  const sides = [...operationUsages(before), ...operationUsages(after)]
  const gone = new Set(
    noticed.filter(({ text }) => text === 'is gone' || text === 'is new').map(({ id }) => id),
  )
  const webhooks = new Set(sides.filter(({ webhook }) => webhook).map(({ id }) => id))
  // What the types tell in a caller's words need not be told again.
  const said = new Set(noticed.map(({ id }) => id))
  const broken = new Set(
    noticed.filter(({ bump, about }) => bump === 'major' && about === 'values').map(({ id }) => id),
  )
  return changes.flatMap((change) => {
    const pointer = (change.base ?? change.revision)?.pointer ?? change.path
    return [...ownersOf(pointer, sides)].flatMap(([id, directions]) => {
      if (gone.has(id)) return []
      const isRequest = directions.has('request')
      const [verdict] = change.verdicts
      if (!verdict) {
        const detail = describeUnjudged(change, pointer, isRequest)
        return said.has(id) && detail.isTyped ? [] : [{ id, ...detail.notice }]
      }
      const { ruleId, impact } = verdict
      const left = handledByClient[ruleId]
      if (left) return [{ id, ...left }]
      if (decidedByTypes.has(ruleId) && broken.has(id)) return []
      const text = plain(verdict.message, pointer)
      if (webhooks.has(id) && ruleId === 'operation-id-changed')
        return [{ id, bump: impact, text, about: 'raw' as const }]
      // The types know every parameter that a function takes: this one stands elsewhere now, or the client writes it.
      const isKept =
        ruleId === 'parameter-removed' && change.kind === 'removed' && !webhooks.has(id)
      if (isKept)
        return [{ id, bump: 'patch' as const, text: `details: ${text}`, about: 'words' as const }]
      const about: ChangeScope = isValue(ruleId) && !isHeader(pointer) ? 'values' : 'call'
      if (isRequest && (isLooser(change) || isLooserChoice(change, changes)))
        return [{ id, bump: 'patch' as const, text, about }]
      if (isRequest || (about === 'call' && ruleId !== 'media-type-removed'))
        return [{ id, bump: impact, text, about }]
      return [{ id, bump: 'patch' as const, text: `${text} Old calls compile.`, about }]
    })
  })
}

// Rules about the values of one direction; others (paths, headers, security) have none.
function isValue(rule: string): boolean {
  return (
    (decidedByTypes.has(rule) || rule === 'schema-constraint-changed') &&
    rule !== 'media-type-removed'
  )
}

// Headers of an answer are read as texts: no type of a function has them.
function isHeader(pointer: string): boolean {
  return /\/headers\//.test(pointer)
}

// Two changes that Redocly takes for any change: what is a multiple of 4 is one of 2, and a wider whole number holds all of a narrower one.
function isLooser({ property, base, revision }: RedoclyChange): boolean {
  const [was, is] = [base?.value, revision?.value]
  if (property === 'multipleOf')
    return typeof was === 'number' && typeof is === 'number' && Number.isInteger(was / is)
  return property === 'format' && was === 'int32' && is === 'int64'
}

// What is one of several alternatives is any of them.
function isLooserChoice(
  { kind, revision }: RedoclyChange,
  changes: readonly RedoclyChange[],
): boolean {
  const pointer = revision?.pointer ?? ''
  if (kind !== 'added' || !pointer.endsWith('/anyOf')) return false
  const was = changes.find(
    ({ kind: other, base }) =>
      other === 'removed' && base?.pointer === pointer.replace(/anyOf$/, 'oneOf'),
  )
  return JSON.stringify(was?.base?.value) === JSON.stringify(revision?.value)
}

/** The operations and webhooks that a change at a pointer reaches, and in which directions. */
function ownersOf(
  pointer: string,
  sides: readonly OperationUsage[],
): Map<string, ReadonlySet<Direction>> {
  const [, kind, first, name = ''] = pointer.split('/')
  const owners = new Map<string, ReadonlySet<Direction>>()
  const component = /^(.*)\.(request|response)$/.exec(name)
  for (const { id, pointer: own, components, source, item, received, webhook } of sides) {
    if (kind === 'components' && component) {
      const [, bare, direction] = component
      const used = components.get(`#/components/${first}/${bare}`)
      if (used?.has(direction as Direction)) owners.set(id, new Set([direction as Direction]))
    } else if (kind === 'components') {
      const schemes = (source.security ?? []).flatMap(Object.keys)
      if (first === 'securitySchemes' && schemes.includes(name))
        owners.set(id, new Set(['request']))
    } else if (pointer === own || pointer.startsWith(`${own}/`)) {
      const isAnswer = pointer.startsWith(`${own}/responses`) !== received
      owners.set(id, new Set([isAnswer ? 'response' : 'request']))
    } else if (
      own.startsWith(`${pointer}/`) ||
      (own.startsWith(`#/${kind}/${first}/`) && isShared(name))
    ) {
      owners.set(id, new Set(['request']))
    } else if (kind === 'servers' && !webhook && !source.servers && !item.servers) {
      owners.set(id, new Set(['request']))
    } else if (kind === 'security' && !source.security) owners.set(id, new Set(['request']))
  }
  return owners
}

// Members of a path that all its operations share.
function isShared(name: string): boolean {
  return name === '' || name === 'parameters' || name === 'servers'
}

// Redocly names the member of a schema that changed, but not the parameter.
function plain(message: string, pointer: string): string {
  const text = message
    .replaceAll(/\.(request|response)`/g, '`')
    .replaceAll(/`#\/components\/\w+\/([^`]+)`/g, '`$1`')
    .replace('Security requirement `` is', 'A call without credentials is')
  const [, parameter] = /^(.*\/parameters\/[^/]+)\/schema(?:\/\w+)?$/.exec(pointer) ?? []
  return parameter ? `\`${nameAt(parameter)}\`: ${text}` : text
}
